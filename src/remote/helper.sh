#!/bin/sh
# Leasehold's helper: the only thing that the bot's SSH key can run on this machine.
#
# It reads one request on stdin (header lines, an empty line, a payload) and prints one framed answer. Which files it
# may read and write, and how dhcpd is tested, stopped and started, stands in one root-owned file, given as the only
# argument of the forced command:
#
#   restrict,command="/usr/local/sbin/leasehold-helper /etc/leasehold/helper.conf" ssh-ed25519 AAAA…
#
# Nothing is taken from the command line that the client sends, nor from its environment.
#
#   read     the files of the configuration and the leases; what the client already has is not sent again
#   apply    one transaction: lock, compare, stage, test, back up, swap, restart, verify; else put everything back
#            (with `mode test`: only up to the test, and nothing is recorded)
#   status   the recorded outcome of a transaction
#   recover  finish or undo what a killed helper left (also for a boot script, before dhcpd starts)
#   probe    the version and what this machine offers
#
# Letters with numbers in the comments (F1, D3, …) name the rules of the file, the daemon, concurrency and keys that the
# tests cite as SAFETY F1 and so on.

set -u

version=1
newline='
'

main() {
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  LC_ALL=C
  export PATH LC_ALL
  umask 077
  case $0 in /*) self=$0 ;; *) self=$PWD/$0 ;; esac
  settings_file=${1:-/etc/leasehold/helper.conf}
  case $settings_file in /*) ;; *) settings_file=$PWD/$settings_file ;; esac
  cd / || exit 1
  # From here on the connection may go away at any time without stopping what was begun.
  trap '' HUP PIPE

  answer='' body=/dev/null work='' nonce=00000000000000000000000000000000
  trap 'leave' EXIT
  trap 'exit 1' INT TERM
  read_header
  load_settings
  make_work_folder
  read_payload
  case $verb in
    read) read_files ;;
    apply) apply ;;
    status) status ;;
    recover) recover ;;
    probe) probe ;;
    *) fail request "there is no such verb" ;;
  esac
  send
}

leave() {
  [ -z "$work" ] || rm -rf "$work"
}

# ---- the wire ----------------------------------------------------------------------------------------------------

say() { answer=$answer$1$newline; }

frame() {
  printf 'leasehold %s %s\n%s\n' "$version" "$nonce" "$answer"
  cat "$body"
}

# The end line carries a digest of all before it, so that a client can tell a cut answer from a whole one (C5).
send() {
  sum=$(frame | sha256sum)
  { frame && printf 'end %s %s\n' "$nonce" "${sum%% *}"; } 2>/dev/null
}

# fail CODE SENTENCE: the request cannot be served and nothing was touched.
fail() {
  answer="error $1 $2$newline"
  body=/dev/null
  send
  exit 0
}

is_digest() {
  case $1 in *[!0-9a-f]*) return 1 ;; esac
  [ ${#1} -eq 64 ]
}

is_number() {
  case $1 in '' | *[!0-9]* | 0?* | ??????????*) return 1 ;; esac
}

is_transaction_id() {
  case $1 in '' | [!A-Za-z0-9]* | *[!A-Za-z0-9._-]*) return 1 ;; esac
  [ ${#1} -le 100 ]
}

# Reads the header into variables. It is not acted on before the payload has come whole (read_payload).
read_header() {
  verb='' mode='' id='' base='' after='' after_size='' main_known=- leases_known=- files='' splices=''
  payload_size=0 payload_digest='' greeting='' header_ended=''
  IFS=' ' read -r greeting spoken nonce_given || exit 1
  case $nonce_given in *[!0-9a-f]*) exit 1 ;; esac
  [ ${#nonce_given} -eq 32 ] || exit 1
  nonce=$nonce_given
  if [ "$greeting" != leasehold ] || [ "$spoken" != "$version" ]; then
    fail version "this helper speaks version $version"
  fi
  while IFS= read -r line; do
    [ -n "$line" ] || { header_ended=yes; break; }
    read_header_line "${line%% *}" "${line#* }"
  done
  # Cut off before its end: there is nobody left to answer.
  [ -n "$header_ended" ] || exit 1
}

read_header_line() {
  case $1 in
    verb) verb=$2 ;;
    mode) [ "$2" = test ] || fail request "there is no such mode"; mode=$2 ;;
    id) is_transaction_id "$2" || fail request "the transaction id is malformed"; id=$2 ;;
    base) is_digest "$2" || fail request "the base is no digest"; base=$2 ;;
    after) read_result "${2%% *}" "${2#* }" ;;
    main) [ "$2" = - ] || is_digest "$2" || fail request "a digest is malformed"; main_known=$2 ;;
    leases) [ "$2" = - ] || is_digest "$2" || fail request "a digest is malformed"; leases_known=$2 ;;
    file) read_file_line "${2%% *}" "${2#* }" ;;
    splice) read_splice_line "$2" ;;
    payload)
      payload_size=${2%% *} payload_digest=${2#* }
      { is_number "$payload_size" && is_digest "$payload_digest"; } || fail request "the payload line is malformed"
      ;;
    *) fail request "a header line is unknown" ;;
  esac
}

# The length and the digest of the changed file.
read_result() {
  { is_number "$1" && is_digest "$2"; } || fail request "the result is malformed"
  after_size=$1 after=$2
}

# One file besides the main one that the client knows of: DIGEST-or-dash PATH.
read_file_line() {
  [ "$1" = - ] || is_digest "$1" || fail request "a digest is malformed"
  case $2 in '' | *[[:cntrl:]]*) fail request "a path is malformed" ;; esac
  files=$files$1' '$2$newline
}

# OFFSET REMOVED INSERTED, in bytes; the inserted bytes follow one another in the payload.
read_splice_line() {
  IFS=' ' read -r offset removed inserted <<END
$1
END
  { is_number "$offset" && is_number "$removed" && is_number "$inserted"; } || fail request "a splice is malformed"
  splices=$splices"$offset $removed $inserted"$newline
}

# Takes the payload whole and compares length and digest before anything is done with it (F3).
read_payload() {
  [ -n "$payload_digest" ] || return 0
  [ "$payload_size" -le "$payload_limit" ] || fail request "the payload is over $payload_limit bytes"
  head -c "$payload_size" >"$work/payload" 2>/dev/null || fail environment "the state folder cannot be written"
  size_of "$work/payload"
  [ "$size" -eq "$payload_size" ] || exit 1
  digest_of "$work/payload"
  [ "$digest" = "$payload_digest" ] || fail request "the payload is not what its digest says"
}

# ---- settings ----------------------------------------------------------------------------------------------------

# The settings are data: lines of NAME=VALUE. They are never run as a script.
load_settings() {
  config='' leases='' pid_file='' state='' test_command='' start_command='' stop_command='' include_folders=''
  healthy=30 backups=20 copy='cp --preserve=all' payload_limit=1048576 command_seconds=60
  owned_by_root "$settings_file" || fail settings "its settings must be a file that only root can change"
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in '' | '#'*) continue ;; esac
    load_setting "${line%%=*}" "${line#*=}"
  done <"$settings_file"
  for value in "$config" "$leases" "$pid_file" "$state"; do
    case $value in /*) ;; *) fail settings "config, leases, pid-file and state must be absolute paths" ;; esac
  done
  for value in "$test_command" "$start_command" "$stop_command"; do
    [ -n "$value" ] || fail settings "test, start and stop must be given"
  done
  [ -n "$include_folders" ] || include_folders=${config%/*}$newline
}

load_setting() {
  case $1 in
    config) config=$2 ;;
    leases) leases=$2 ;;
    pid-file) pid_file=$2 ;;
    state) state=$2 ;;
    include-folder) include_folders=$include_folders$2$newline ;;
    test) test_command=$2 ;;
    start) start_command=$2 ;;
    stop) stop_command=$2 ;;
    healthy-seconds) tenths_of "$2"; healthy=$tenths ;;
    # Where cp knows no ACL, attributes and labels (busybox), root says here that the files have none.
    keep)
      [ "$2" = mode-and-owner ] || fail settings "keep must be mode-and-owner, or be left out to keep everything"
      copy='cp -p'
      ;;
    backups) is_number "$2" || fail settings "backups must be a whole number"; backups=$2 ;;
    *) fail settings "its settings hold a name that it does not know" ;;
  esac
}

# Seconds with at most one decimal, as tenths of a second.
tenths_of() {
  case $1 in *.?) tenths=${1%.?}${1#*.} ;; *) tenths=${1}0 ;; esac
  tenths=${tenths#0}
  is_number "${tenths:=0}" || fail settings "healthy-seconds must be a number of seconds"
}

owned_by_root() {
  listing=$(ls -ldn "$1" 2>/dev/null) || return 1
  # shellcheck disable=SC2086 # The words of the listing are wanted one by one.
  set -- $listing
  case $1 in -????w* | -???????w*) return 1 ;; esac
  [ "$3" = 0 ]
}

make_work_folder() {
  mkdir -p "$state/backups" "$state/outcomes" 2>/dev/null || fail environment "the state folder cannot be made"
  # Each helper's folder is named by its process, so that what a killed one left is known and taken away; one of this
  # process's own number is a killed one's too.
  for left in "$state"/work.*; do
    if [ "${left##*.}" = $$ ] || ! kill -0 "${left##*.}" 2>/dev/null; then rm -rf "$left"; fi
  done
  mkdir "$state/work.$$" 2>/dev/null || fail environment "the state folder cannot be written"
  work=$state/work.$$
}

# ---- small tools -------------------------------------------------------------------------------------------------

# The SHA-256 of a file in $digest, empty where it cannot be read.
digest_of() {
  digest=$(sha256sum 2>/dev/null <"$1") || digest=''
  digest=${digest%% *}
}

size_of() { size=$(($(wc -c 2>/dev/null <"$1"))) || size=-1; }

# Milliseconds of a clock that never goes back, in $now.
clock() {
  IFS=' .' read -r seconds hundredths rest </proc/uptime
  now=$((seconds * 1000 + ${hundredths#0} * 10))
}

# Notes how long the step that ends here took.
step() {
  clock
  steps=${steps}"step $1 $((now - step_began))"$newline
  step_began=$now
}

# Writes stdin to a file so that after a power cut it holds the old or the new content, whole. No transaction id begins
# with a dot, so that what is half written is never taken for an outcome.
write_durably() {
  half=${1%/*}/.half-${1##*/}
  if { cat >"$half"; } 2>/dev/null && sync "$half" && mv -f "$half" "$1"; then sync "${1%/*}"
  else
    rm -f "$half"
    return 1
  fi
}

# A lock on this machine, never inherited by what is started (C1). Descriptor 9 stays open until the helper ends.
take_lock() {
  [ -n "${locked:-}" ] && return 0
  exec 9>"$state/lock" || return 1
  tries=$(($1 * 10))
  until flock -n 9; do
    [ "$tries" -gt 0 ] || return 1
    tries=$((tries - 1))
    sleep 0.1
  done
  locked=yes
}

# Runs one of the configured command lines; what follows is appended to it as arguments.
run() {
  command_line=$1
  shift
  # shellcheck disable=SC2016 # The arguments are expanded by the inner shell.
  timeout -k 5 "$command_seconds" sh -c "$command_line "'"$@"' sh "$@" </dev/null >"$work/output" 2>&1 9>&-
}

# ---- dhcpd -------------------------------------------------------------------------------------------------------

# Every dhcpd that serves this configuration, as PID:START, in $daemons. START (in clock ticks since boot) tells a
# process from a later one with the same number.
find_daemons() {
  daemons='' recorded=''
  { read -r recorded <"$pid_file"; } 2>/dev/null
  for process in /proc/[0-9]*; do
    { read -r name <"$process/comm"; } 2>/dev/null || continue
    [ "$name" = dhcpd ] || continue
    is_ours "$process" || continue
    { read -r status_line <"$process/stat"; } 2>/dev/null || continue
    # shellcheck disable=SC2086 # The fields after the name are wanted one by one.
    set -- ${status_line##*) }
    [ "$1" = Z ] || daemons="${daemons:+$daemons }${process#/proc/}:${20}"
  done
}

is_ours() {
  words=$newline$(tr '\0' '\n' 2>/dev/null <"$1/cmdline")$newline
  case $words in
    *"$newline-t$newline"*) return 1 ;;
    *"$newline$config$newline"*) return 0 ;;
  esac
  [ "${1#/proc/}" = "$recorded" ]
}

# dhcpd -t on a file (D1). Its messages quote what stands in the files, secrets too: only place and sentence go on.
test_file() {
  run "$test_command" "$1"
  code=$?
  [ "$code" -ne 0 ] || return 0
  why=$(awk -v staged="$staged" -v target="$target" -v shown="$config" "$redaction" "$work/output")
  : "${why:=it ended with code $code and named no line}"
  return 1
}

# Keeps "PATH line N:" and the words that dhcpd's parser is known to use, three messages at most.
# shellcheck disable=SC2016 # An awk program.
redaction='
BEGIN {
  count = split("a an the and or not no of for in to is at already exists expected unexpected expecting missing " \
    "declaration declarations statement parameter parameters semicolon comma brace braces left right parenthesis " \
    "numeric value values number string text identifier token end file address addresses hostname host hardware " \
    "type option options unknown allowed here invalid illegal range subnet netmask group class pool include " \
    "parse unable matched corrupt after before name key duplicate too long large small many out only ip dotted quad", list, " ")
  for (i = 1; i <= count; i++) known[list[i]] = 1
}
match($0, / line [0-9]+: /) && found < 3 {
  path = substr($0, 1, RSTART - 1)
  if (path == staged || path == target) path = shown
  if (path != shown) path = "an included file"
  place = substr($0, RSTART + 1, RLENGTH - 3)
  count = split(substr($0, RSTART + RLENGTH), word, " ")
  sentence = ""
  for (i = 1; i <= count; i++) {
    bare = tolower(word[i]); gsub(/[^a-z]/, "", bare)
    shape = word[i]; gsub(/[A-Za-z.,:;]/, "", shape)
    sentence = sentence " " (shape == "" && bare in known ? word[i] : "…")
  }
  printf "%s%s %s:%s", (found++ ? "; " : ""), path, place, sentence
}'

# The stop command is given again each second: a dhcpd that is still starting has no pid file to be stopped by.
stop_daemon() {
  tries=150
  while :; do
    [ $((tries % 10)) -ne 0 ] || run "$stop_command"
    find_daemons
    [ -n "$daemons" ] || return 0
    [ "$tries" -gt 0 ] || return 1
    tries=$((tries - 1))
    sleep 0.1
  done
}

# Stops and starts dhcpd; healthy is exactly one, a new one, alive for the configured time (D3).
restart_daemon() {
  find_daemons
  earlier=$daemons
  stop_daemon || { why='dhcpd did not stop'; return 1; }
  step stop
  run "$start_command"
  code=$?
  [ "$code" -eq 0 ] || { why="starting dhcpd ended with code $code"; return 1; }
  step start
  watch_daemon || return 1
  step health
}

watch_daemon() {
  tries=50
  while find_daemons; [ -z "$daemons" ] && [ "$tries" -gt 0 ]; do
    tries=$((tries - 1))
    sleep 0.1
  done
  first=$daemons
  case $first in
    '') why='dhcpd was started and is not there'; return 1 ;;
    *' '*) why='more than one dhcpd runs with this configuration'; return 1 ;;
  esac
  case " $earlier " in *" $first "*) why='the old dhcpd is still running'; return 1 ;; esac
  clock
  healthy_at=$((now + healthy * 100))
  while [ "$now" -lt "$healthy_at" ]; do
    sleep 0.1
    find_daemons
    [ "$daemons" = "$first" ] || { why='dhcpd started and ended again'; return 1; }
    clock
  done
}

# ---- read --------------------------------------------------------------------------------------------------------

# Whether a path that the configuration names may be read: the main file, or a plain file in the folders allowed.
may_read() {
  [ "$1" != "$config" ] || return 0
  real=$(readlink -f -- "$1" 2>/dev/null) && [ -f "$real" ] || return 1
  while IFS= read -r folder; do
    folder=$(readlink -f -- "$folder" 2>/dev/null) || continue
    case $real in "$folder"/*) return 0 ;; esac
  done <<END
${include_folders%"$newline"}
END
  return 1
}

# The files are taken as they were at one moment: when one changes meanwhile, all are taken again.
read_files() {
  tries=3
  until take_files && files_hold; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail environment "the files keep changing while they are read"
  done
  take_leases
}

take_files() {
  answer='' body=$work/body taken=''
  : >"$body" || fail environment "the state folder cannot be written"
  [ -r "$config" ] || fail environment "the configuration file of its settings cannot be read"
  take_file file "$main_known" "$config"
  [ -n "$files" ] || return 0
  while IFS=' ' read -r known path; do
    if [ ! -e "$path" ]; then say "missing $path"
    elif may_read "$path"; then take_file file "$known" "$path"
    else say "denied $path"
    fi
  done <<END
${files%"$newline"}
END
}

# take_file WORD KNOWN PATH
take_file() {
  digest_of "$3"
  if [ "$digest" = "$2" ]; then
    say "$1 same $digest $3"
  else
    cp "$3" "$work/copy" 2>/dev/null || fail environment "a file cannot be copied into the state folder"
    digest_of "$work/copy"
    size_of "$work/copy"
    cat "$work/copy" >>"$body" 2>/dev/null || fail environment "the state folder is full"
    say "$1 sent $digest $size $3"
  fi
  taken=$taken$digest' '$3$newline
}

files_hold() {
  while IFS=' ' read -r known path; do
    digest_of "$path"
    [ "$digest" = "$known" ] || return 1
  done <<END
${taken%"$newline"}
END
}

take_leases() {
  [ -f "$leases" ] || return 0
  take_file leases "$leases_known" "$leases"
}

# ---- apply -------------------------------------------------------------------------------------------------------

apply() {
  check_apply_request
  take_lock 3 || { say 'outcome busy'; return; }
  settle
  ! recorded_outcome "$id" || return
  begin_steps
  find_target || { refuse environment "$why"; return; }
  base_holds || { say 'outcome stale'; return; }
  [ "$after" != "$main_digest" ] || { conclude 'outcome unchanged'; return; }
  journal staging || { refuse environment 'the journal cannot be written'; return; }
  stage || { refuse environment "$why"; return; }
  step stage
  find_daemons
  case $daemons in
    '') refuse daemon-down 'dhcpd was not running before the change'; return ;;
    *' '*) refuse daemon-down 'more than one dhcpd runs with this configuration'; return ;;
  esac
  test_file "$config" || { refuse base-broken "dhcpd -t says no to the file as it is now: $why"; return; }
  test_file "$staged" || { refuse test-failed "$why"; return; }
  step test
  [ -z "$mode" ] || { rm -f "$staged"; conclude 'outcome passed'; return; }
  { sync "$staged" && keep_backup; } || { refuse environment 'the backup cannot be written'; return; }
  journal swapping || { refuse environment 'the journal cannot be written'; return; }
  step backup
  arm_watchdog
  base_holds || { abandon; say 'outcome stale'; return; }
  mv -f "$staged" "$target" 2>/dev/null || { refuse environment 'the new file cannot be moved into its place'; return; }
  sync "${target%/*}"
  step swap
  restart_and_conclude
}

check_apply_request() {
  for value in "$id" "$base" "$after" "$payload_digest" "${main_known#-}"; do
    [ -n "$value" ] || fail request "an apply must hold id, base, main, after and payload"
  done
  configuration_digest "$main_known"
  [ "$digest" = "$base" ] || fail request "the base is not the digest of the files named"
  main_digest=$main_known
  configuration_digest "$after"
  result=$digest
}

# The digest over every file of the configuration and its path, given that of the main file (F9).
configuration_digest() {
  digest=$(printf '%s %s\n%s' "$1" "$config" "$files" | sha256sum)
  digest=${digest%% *}
}

# A symlinked file stays one: staged is beside what it points to (F5).
find_target() {
  why='the configuration is no plain file'
  target=$(readlink -f -- "$config" 2>/dev/null) || return 1
  [ -f "$target" ] || return 1
  name_copies
}

# Beside the file and named after it: in one folder there may be a second configuration with a helper of its own.
name_copies() {
  staged=${target%/*}/.leasehold-staged-${target##*/}
  previous=${target%/*}/.leasehold-previous-${target##*/}
}

# Whether every file of the configuration still is what the plan was made on (C2).
base_holds() {
  digest_of "$target"
  [ "$digest" = "$main_digest" ] || return 1
  [ -n "$files" ] || return 0
  while IFS=' ' read -r known path; do
    may_read "$path" || return 1
    digest_of "$path"
    [ "$digest" = "$known" ] || return 1
  done <<END
${files%"$newline"}
END
}

# Two copies beside the file, each with its mode, owner, ACL, attributes and label (F4): the new content, and the old
# one, so that putting it back needs no more room on the disk.
stage() {
  rm -f "$staged" "$previous"
  why='its mode, owner and attributes cannot be kept, or the disk is full'
  $copy "$target" "$previous" 2>/dev/null && $copy "$target" "$staged" 2>/dev/null || return 1
  splice >"$staged" 2>/dev/null || return 1
  why='what was staged is not what was planned'
  size_of "$staged"
  digest_of "$staged"
  [ "$size" = "$after_size" ] && [ "$digest" = "$after" ] || return 1
  why='the old file cannot be kept'
  digest_of "$previous"
  [ "$digest" = "$main_digest" ] && sync "$previous"
}

# Prints the new content: the old bytes with the splices put in.
splice() {
  position=0 used=0
  [ -z "$splices" ] || while read -r offset removed inserted; do
    [ "$offset" -ge "$position" ] || return 1
    piece "$target" "$position" $((offset - position)) && piece "$work/payload" "$used" "$inserted" || return 1
    position=$((offset + removed))
    used=$((used + inserted))
  done <<END
${splices%"$newline"}
END
  tail -c +$((position + 1)) "$target"
}

# piece FILE OFFSET LENGTH
piece() {
  [ "$3" -eq 0 ] || tail -c +$(($2 + 1)) "$1" | head -c "$3"
}

# Backups are named by digest, so that each content is kept once; the last one and the configured number before it stay (F8).
keep_backup() {
  backup=$state/backups/$main_digest
  write_durably "$backup" <"$previous" || return 1
  # shellcheck disable=SC2012 # The names are digests.
  ls -t "$state/backups" | tail -n +$((backups + 2)) | while read -r old; do
    is_digest "$old" && rm -f "$state/backups/$old"
  done
}

# A process outside the session that waits until this helper has ended, however it ends, and finishes or undoes what
# it left (D6). After a proper end there is nothing left, and so it does nothing.
arm_watchdog() {
  printf 'leasehold %s %s\nverb recover\n\n' "$version" "$nonce" |
    setsid sh "$self" "$settings_file" >/dev/null 2>&1 9>&- &
}

restart_and_conclude() {
  if restart_daemon; then conclude "outcome applied $result"; else roll_back "$why"; fi
}

# Puts the old file back and dhcpd up again (D4). $1 says what went wrong before.
roll_back() {
  reason=$1
  journal restoring || :
  digest_of "$target"
  if [ "$digest" = "$after" ]; then
    digest_of "$previous"
    if [ "$digest" != "$main_digest" ] || ! mv -f "$previous" "$target" 2>/dev/null; then
      need_operator "$reason; the old file could not be put back: it is kept as $state/backups/$main_digest"
      return
    fi
    sync "${target%/*}"
  elif [ "$digest" != "$main_digest" ]; then
    need_operator "$reason; the file was changed by someone else meanwhile and is left as it is"
    return
  fi
  if restart_daemon; then
    conclude 'outcome rolled-back' "$reason; the old file is back and dhcpd runs with it"
  else
    conclude 'outcome needs-operator' "$reason; the old file is back, and with it $why"
  fi
}

# A person is needed; dhcpd is brought up with whatever is there, if it can be.
need_operator() {
  find_daemons
  if [ -n "$daemons" ]; then standing='dhcpd is running'
  elif restart_daemon; then standing='dhcpd was started again'
  else standing='dhcpd is down'
  fi
  conclude 'outcome needs-operator' "$1; $standing"
}

# ---- outcomes and the journal ------------------------------------------------------------------------------------

begin_steps() {
  steps=''
  clock
  step_began=$now
}

# Where a transaction stands, so that it can be finished or undone by whoever comes next.
journal() {
  printf '%s\n' "state $1" "id $id" "target $target" "main $main_digest" "after $after" "result $result" |
    write_durably "$state/journal"
}

# Nothing was changed and nothing stays behind (F7).
abandon() {
  rm -f "$staged" "$previous"
  forget
}

forget() {
  rm -f "$state/journal"
  sync "$state"
}

refuse() {
  rm -f "${staged:-$work/none}"
  conclude "outcome refused $1" "$2"
}

# conclude OUTCOME [DETAIL]: recorded before it is told, so that it is told the same for ever (C4). A mere test is not.
conclude() {
  answer=$1$newline
  [ -z "${2:-}" ] || say "detail $2"
  answer=$answer$steps
  # An outcome that could not be recorded leaves the journal, so that the next helper finds it and tries again.
  [ -n "$mode" ] || printf '%s' "$answer" | write_durably "$state/outcomes/$id" || return
  rm -f "${previous:-$work/none}"
  forget
}

recorded_outcome() {
  [ -f "$state/outcomes/$1" ] || return 1
  answer=$(cat "$state/outcomes/$1")$newline
}

# Finishes or undoes what a killed helper left. Called under the lock, so that nobody else is writing.
settle() {
  rm -f "$state"/.half-* "$state"/*/.half-*
  [ -f "$state/journal" ] || return 0
  asked_id=$id asked_main=${main_digest:-} asked_after=$after asked_result=${result:-}
  read_journal && settle_transaction
  id=$asked_id main_digest=$asked_main after=$asked_after result=$asked_result answer=''
}

read_journal() {
  stage_reached=''
  while IFS=' ' read -r key value; do
    case $key in
      state) stage_reached=$value ;;
      id) id=$value ;;
      target) target=$value ;;
      main) main_digest=$value ;;
      after) after=$value ;;
      result) result=$value ;;
    esac
  done <"$state/journal"
  name_copies
  [ -n "$stage_reached" ]
}

settle_transaction() {
  if [ -f "$state/outcomes/$id" ]; then abandon; return; fi
  begin_steps
  digest_of "$target"
  case $stage_reached in
    staging) abandon ;;
    restoring) roll_back 'the helper was interrupted while it put the old file back' ;;
    *)
      case $digest in
        "$after") rm -f "$staged"; restart_and_conclude ;;
        "$main_digest") settle_before_swap ;;
        *) need_operator 'the helper was interrupted and the file was changed by someone else meanwhile' ;;
      esac
      ;;
  esac
}

# The file is the old one: the transaction never began, and dhcpd is as it was.
settle_before_swap() {
  find_daemons
  if [ -n "$daemons" ] || restart_daemon; then abandon
  else need_operator "the helper was interrupted before the change"
  fi
}

status() {
  [ -n "$id" ] || fail request "a status must hold an id"
  ! recorded_outcome "$id" || return 0
  take_lock 1 || { say 'status running'; return; }
  settle
  ! recorded_outcome "$id" || return 0
  # Recorded too: a request of this id that is still on its way must not begin after the client was told so.
  say 'status unknown-transaction'
  printf '%s' "$answer" | write_durably "$state/outcomes/$id" || fail environment "the state folder cannot be written"
}

# Waits as long as the longest transaction may take: a killed one's lock is free at once.
recover() {
  take_lock 600 || { say 'outcome busy'; return; }
  settle
  say 'recovered'
}

# ---- probe -------------------------------------------------------------------------------------------------------

probe() {
  for tool in flock sha256sum timeout setsid readlink awk sync; do
    if command -v "$tool" >/dev/null 2>&1; then say "has $tool"; else say "lacks $tool"; fi
  done
  if cp --preserve=all "$settings_file" "$work/copy" 2>/dev/null; then say 'has cp --preserve=all'
  else say 'lacks cp --preserve=all'
  fi
  find_daemons
  if [ -n "$daemons" ]; then say 'has dhcpd running'; else say 'lacks dhcpd running'; fi
}

main "$@"
