#!/bin/sh
# Leasehold's helper: the only thing that the bot's SSH key can run on this machine.
#
# It reads one request on stdin (header lines, an empty line, a payload) and prints one framed answer. Which files it
# may read and change, what it may write into them, and how dhcpd is tested, stopped and started, stands in one
# root-owned file, named in the forced command:
#
#   restrict,command="/usr/local/sbin/leasehold-helper /etc/leasehold/helper.conf" ssh-ed25519 AAAA…
#
# Nothing is taken from the command line that the client sends, nor from its environment. A request is one of:
#
#   probe    the version, the limits, and what this machine offers
#   read     the files of the configuration and the leases; what the client already has is not sent again
#   leases   the leases alone
#   apply    one transaction: lock, compare, judge, stage, test, back up, swap, restart, verify; else put everything back
#            (with `mode test` only up to the test, and nothing is recorded)
#   status   the recorded outcome of a transaction
#   recover  finish or undo what a killed helper left
#
# `leasehold-helper SETTINGS recover` recovers without a request; `leasehold-helper SETTINGS boot` puts the files right
# before the machine itself starts dhcpd.
#
# Letters with numbers in the comments (F1, D3, …) name rules, listed in docs/OPERATING.md.

set -u

version=2
newline='
'
tab=$(printf '\t')

main() {
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
  export PATH LC_ALL
  umask 077
  self=$(absolute "$0") settings_file=$(absolute "${1:-/etc/leasehold/helper.conf}")
  cd / || exit 1
  # From here on the connection may go away at any time without stopping what was begun.
  trap '' HUP PIPE

  answer='' body=/dev/null work='' locked='' nonce=00000000000000000000000000000000
  trap '[ -z "$work" ] || rm -rf "$work"' EXIT
  trap 'exit 1' INT TERM
  clear_request
  case ${2:-} in
    '') read_header ;;
    recover | boot) verb=$2 ;;
    *) exit 2 ;;
  esac
  load_settings
  make_work_folder
  read_payload
  case $verb in
    apply | status) "$verb" ;;
    recover | boot) recover ;;
    probe) settle_if_left; probe ;;
    read) settle_if_left; read_files ;;
    leases) settle_if_left; take_leases ;;
    *) fail request "there is no such verb" ;;
  esac
  send
}

absolute() { case $1 in /*) echo "$1" ;; *) echo "$PWD/$1" ;; esac; }

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
  answer="error $1 $2$newline" body=/dev/null
  send
  exit 0
}

is_hexadecimal() { case $1 in '' | *[!0-9a-f]*) return 1 ;; esac; }
is_digest() { is_hexadecimal "$1" && [ ${#1} -eq 64 ]; }
is_known() { [ "$1" = - ] || is_digest "$1"; }
is_number() { case $1 in '' | *[!0-9]* | 0?* | ??????????*) return 1 ;; esac; }
is_path() { case $1 in '' | *[[:cntrl:]]*) return 1 ;; esac; }
is_id() { case $1 in '' | [!A-Za-z0-9]* | *[!A-Za-z0-9._-]*) return 1 ;; esac && [ ${#1} -le 100 ]; }

clear_request() {
  verb='' mode=apply id='' base='' main_known=- leases_known=- files='' asked='' change=0 splices=''
  payload_size=0 payload_digest='' used=0 taken_out=0 changes='' copies='' base_test=''
}

# Reads the header into variables. It is not acted on before the payload has come whole (read_payload).
read_header() {
  IFS=' ' read -r greeting spoken nonce_given
  is_hexadecimal "$nonce_given" && [ ${#nonce_given} -eq 32 ] || exit 1
  nonce=$nonce_given
  [ "$greeting $spoken" = "leasehold $version" ] || fail version "this helper speaks version $version"
  while IFS= read -r line; do
    [ -n "$line" ] || return 0
    read_header_line "${line%% *}" "${line#* }" || fail request "a header line is malformed"
  done
  # Cut off before its end: there is nobody left to answer.
  exit 1
}

read_header_line() {
  case $1 in
    verb) verb=$2 ;;
    mode) mode=$2 && [ "$2" = test ] ;;
    id) id=$2 && is_id "$2" ;;
    base) base=$2 && is_digest "$2" ;;
    main) main_known=$2 && is_known "$2" ;;
    leases) leases_known=$2 && is_known "$2" ;;
    file) files=${files:+$files$newline}$2 && is_known "${2%% *}" && is_path "${2#* }" ;;
    change) read_change_line "${2%% *}" "${2#* }" ;;
    splice) read_splice_line "${2%% *}" "${2#* }" ;;
    payload) payload_size=${2%% *} payload_digest=${2#* } && is_number "$payload_size" && is_digest "$payload_digest" ;;
    *) return 1 ;;
  esac
}

# A file that is to be changed: SIZE DIGEST PATH, the first two of the result. The splices that follow are its own.
read_change_line() {
  change=$((change + 1)) position=0
  asked=${asked:+$asked$newline}${2%% *}$tab$1$tab${2#* }
  is_number "$1" && is_digest "${2%% *}" && is_path "${2#* }"
}

# OFFSET REMOVED INSERTED, in bytes and by rising offset; the inserted bytes follow one another in the payload.
read_splice_line() {
  offset=$1 removed=${2%% *} inserted=${2#* }
  is_number "$offset" && is_number "$removed" && is_number "$inserted" || return 1
  [ "$change" -gt 0 ] && [ "$offset" -ge "$position" ] || return 1
  splices=${splices:+$splices$newline}"$change $offset $removed $inserted $used"
  position=$((offset + removed)) used=$((used + inserted)) taken_out=$((taken_out + removed))
}

# Takes the payload whole and compares length and digest before anything is done with it (F3).
read_payload() {
  [ -n "$payload_digest" ] || return 0
  [ $((payload_size > payload_limit || taken_out > payload_limit)) = 0 ] ||
    fail request "more than $payload_limit bytes would change"
  try write "$work/payload" first "$payload_size" || fail environment "the state folder cannot be written: $why"
  [ "$(size_of "$work/payload")" -eq "$payload_size" ] || exit 1
  digest_of "$work/payload"
  [ "$digest" = "$payload_digest" ] || fail request "the payload is not what its digest says"
  [ "$used" -eq "$payload_size" ] || fail request "the payload is not as long as its splices say"
}

# ---- settings ----------------------------------------------------------------------------------------------------

# The settings are data: lines of NAME=VALUE. They are never run as a script.
load_settings() {
  config='' leases='' pid_file='' state='' test='' start='' stop='' include_folders='' preset=command
  service=isc-dhcp-server watchdog='' floor='' copy='' healthy=300 command_seconds=60
  backups=20 backup_days=365 outcome_days=90 payload_limit=1048576 host_limit=2000
  # What a host may say beside hardware, addresses and identifiers (K3).
  options='bootfile-name broadcast-address domain-name domain-name-servers domain-search host-name log-servers'
  options="$options ntp-servers root-path routers subnet-mask tftp-server-name dhcp6.domain-search dhcp6.name-servers"
  statements='ddns-hostname default-lease-time filename max-lease-time min-lease-time next-server server-name'
  owned_by_root "$settings_file" || fail settings "its settings must be a file that only root can change"
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in '' | '#'*) continue ;; esac
    load_setting "${line%%=*}" "${line#*=}" ||
      fail settings "its settings hold a line that it does not understand: ${line%%=*}"
  done <"$settings_file"
  use_preset
  for value in "$config" "$leases" "$pid_file" "$state"; do
    case $value in /*) ;; *) fail settings "config, leases, pid-file and state must be absolute paths" ;; esac
  done
  for value in "$test" "$start" "$stop"; do
    [ -n "$value" ] || fail settings "test must be given, and start and stop or a preset"
  done
  include_folders=${include_folders:-${config%/*}}
  # Tells what lies beside the files from what another helper leaves there: each has a state folder of its own.
  tag=$(printf '%s' "$state" | sha256sum | cut -c 1-8)
}

load_setting() {
  case $1 in
    config) config=$2 ;; leases) leases=$2 ;; pid-file) pid_file=$2 ;; state) state=$2 ;;
    include-folder) include_folders=${include_folders:+$include_folders$newline}$2 ;;
    preset) preset=$2 ;; service) service=$2 ;; watchdog) watchdog=$2 ;; path) PATH=$2 ;;
    test) test=$2 ;; start) start=$2 ;; stop) stop=$2 ;;
    options) options=$2 ;; statements) statements=$2 ;;
    healthy-seconds) tenths_of "$2" && healthy=$tenths ;;
    restart-floor-seconds) tenths_of "$2" && floor=$tenths ;;
    # Where cp knows no ACL, attributes and labels (busybox), root says here that the files have none.
    keep) copy='cp -p' && [ "$2" = mode-and-owner ] ;;
    backups) backups=$2 && is_number "$2" ;;
    backup-days) backup_days=$2 && is_number "$2" ;;
    outcome-days) outcome_days=$2 && is_number "$2" ;;
    payload-limit) payload_limit=$2 && is_number "$2" ;;
    host-limit) host_limit=$2 && is_number "$2" ;;
    *) return 1 ;;
  esac
}

# Seconds with at most one decimal, as tenths of a second.
tenths_of() {
  case $1 in *.?) tenths=${1%.?}${1#*.} ;; *) tenths=${1}0 ;; esac
  tenths=${tenths#0}
  is_number "${tenths:=0}"
}

# How services are run on this kind of machine, where the settings do not say it.
use_preset() {
  case $preset in
    # A unit that failed too often is not started again before its counter is reset.
    systemd)
      fill_in "systemctl reset-failed $service; systemctl start $service" "systemctl stop $service" \
        'systemd-run --quiet --collect' 40
      ;;
    sysv) fill_in "service $service start" "service $service stop" ;;
    openrc) fill_in "rc-service $service start" "rc-service $service stop" ;;
    freebsd-rc) fill_in "service $service onestart" "service $service onestop" 'daemon -f' 0 'cp -p' ;;
    command) fill_in '' '' ;;
    *) fail settings "preset must be systemd, sysv, openrc, freebsd-rc or command" ;;
  esac
}

fill_in() {
  start=${start:-$1} stop=${stop:-$2} watchdog=${watchdog:-${3:-setsid}} floor=${floor:-${4:-0}}
  copy=${copy:-${5:-cp --preserve=all}}
}

owned_by_root() {
  listing=$(ls -ldn "$1" 2>/dev/null) || return 1
  # shellcheck disable=SC2086 # The words of the listing are wanted one by one.
  set -- $listing
  case $1 in -????w* | -???????w*) return 1 ;; esac
  [ "$3" = 0 ]
}

make_work_folder() {
  try mkdir -p "$state/backups" "$state/outcomes" || fail environment "the state folder cannot be made: $why"
  # Each helper's folder is named by its process, so that what a killed one left is known and taken away; one of this
  # process's own number is a killed one's too.
  for left in "$state"/work.*; do
    if [ "${left##*.}" = $$ ] || ! kill -0 "${left##*.}" 2>/dev/null; then rm -rf "$left"; fi
  done
  try mkdir "$state/work.$$" || fail environment "the state folder cannot be written: $why"
  work=$state/work.$$ output=$state/work.$$/output
}

# ---- small tools -------------------------------------------------------------------------------------------------

# The SHA-256 of a file in $digest, empty where it cannot be read.
digest_of() {
  digest=$(sha256sum 2>/dev/null <"$1")
  digest=${digest%% *}
}

size_of() { echo $(($(wc -c <"$1"))); }

# Milliseconds of a clock that never goes back while the machine is up (where there is no such clock, of the date), in $now.
clock() {
  if { IFS=' .' read -r seconds hundredths _; } 2>/dev/null </proc/uptime; then
    now=$((seconds * 1000 + ${hundredths#0} * 10))
  else
    now=$(($(date +%s) * 1000))
  fi
}

# Notes how long the step that ends here took.
step() {
  clock
  steps=${steps}"step $1 $((now - step_began))"$newline
  step_began=$now
}

# within TENTHS COMMAND…: tries it each tenth of a second until it succeeds.
within() {
  tries=$1
  shift
  until "$@"; do
    [ "$tries" -gt 0 ] || return 1
    tries=$((tries - 1))
    sleep 0.1
  done
}

# Runs a command; where it fails, $why says the cause in words of its own.
try() {
  complaint=$("$@" 2>&1) && return
  case $complaint in
    *'No space left'* | *'quota exceeded'*) why='the disk is full' ;;
    *'Read-only file system'*) why='the file system is read-only' ;;
    *busy*) why='it is a mount point or in use' ;;
    *ross-device*) why='it lies on another file system than its folder' ;;
    *'Input/output error'*) why='the disk reports an error' ;;
    *'not permitted'* | *denied*) why='it is not permitted (an immutable file, or a security policy)' ;;
    *) why='see to its folder on that machine' ;;
  esac
  return 1
}

# write FILE COMMAND…: what the command prints becomes the file's content.
write() {
  written=$1
  shift
  "$@" >"$written"
}

# The first bytes of the input; FreeBSD's head knows no none.
first() { [ "$1" -eq 0 ] || head -c "$1"; }

# write_durably FILE COMMAND…: so that after a power cut the file holds the old or the new content, whole. No transaction
# id begins with a dot, so that what is half written is never taken for an outcome.
write_durably() {
  durable=$1 half=${1%/*}/.half-${1##*/}
  shift
  if try write "$half" "$@" && try sync "$half" && try mv -f "$half" "$durable"; then sync "${durable%/*}"; return; fi
  rm -f "$half"
  return 1
}

# A lock on this machine, waited for $1 seconds and never inherited by what is started (C1): descriptor 9 is open until it
# is let go or the helper ends.
take_lock() {
  if [ -n "$locked" ]; then return
  elif command -v flock >/dev/null; then
    exec 9>"$state/lock"
    flock -n 9 || { [ "$1" -gt 0 ] && timeout "$1" flock 9; } || return 1
  else take_lock_by_lockf "$1" || return 1
  fi
  locked=yes
}

# FreeBSD's lockf holds a lock for as long as a command runs: here, until descriptor 9 is closed. Both ends of `taken` are
# open here, so that whoever gets the lock when this helper is gone waits for nobody.
take_lock_by_lockf() {
  mkfifo "$work/taken" "$work/held"
  exec 8<>"$work/taken"
  { lockf -k -t "$1" "$state/lock" sh -c 'echo yes >&8; cat' || echo no >&8; } <"$work/held" >/dev/null 2>&1 &
  exec 9>"$work/held"
  read -r taken <&8
  exec 8>&-
  [ "$taken" = yes ]
}

# run COMMAND-LINE [PATH]: runs one of the configured command lines, for which the path is $1, with the umask of services:
# dhcpd makes files that others read.
run() {
  timeout -k 5 "$command_seconds" sh -c "umask 022; $1" sh "${2:-}" </dev/null >"$output" 2>&1 3<&- 4<&- 9>&-
}

# ---- dhcpd -------------------------------------------------------------------------------------------------------

# Every dhcpd that serves this configuration, as PID:START, in $daemons. START tells a process from a later one with the
# same number.
find_daemons() {
  daemons='' recorded='' unburied=''
  { read -r recorded <"$pid_file"; } 2>/dev/null
  [ -r /proc/self/stat ] || { find_daemons_by_ps; return; }
  for process in /proc/[0-9]*; do
    name=''
    { read -r name <"$process/comm"; } 2>/dev/null
    [ "$name" = dhcpd ] || continue
    is_ours "${process#/proc/}" "$(tr '\0' '\n' 2>/dev/null <"$process/cmdline")" || continue
    { read -r status_line <"$process/stat"; } 2>/dev/null || continue
    # shellcheck disable=SC2086 # The fields after the name are wanted one by one.
    set -- ${status_line##*) }
    if [ "$1" = Z ]; then unburied=yes; else daemons="${daemons:+$daemons }${process#/proc/}:${20}"; fi
  done
}

# Where there is no /proc (FreeBSD).
find_daemons_by_ps() {
  for pid in $(pgrep -x dhcpd); do
    is_ours "$pid" "$(ps -ww -o args= -p "$pid" | tr ' ' '\n')" || continue
    daemons="${daemons:+$daemons }$pid:$(ps -o lstart= -p "$pid" | tr -d ' ')"
  done
}

# is_ours PID ARGUMENTS, a line each
is_ours() {
  case $newline$2$newline in
    *"$newline-t$newline"*) return 1 ;;
    *"$newline$config$newline"*) return 0 ;;
  esac
  [ "$1" = "$recorded" ]
}

# dhcpd -t on a file (D1). Its messages quote what stands in the files, secrets too: place and known words go on.
test_file() {
  # shellcheck disable=SC2016 # The path is put in by the inner shell.
  run "$test"' "$1"' "$1"
  code=$?
  [ "$code" -ne 0 ] || return 0
  why=$(awk -v shown="$config" -v main="$main_target" -v copy="${copies}1" "$redaction" "$output")
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
  place = substr($0, RSTART + 1, RLENGTH - 3)
  is_staged = sub(/\/\.leasehold-[0-9a-f]+-staged-/, "/", path)
  if (path == main || path == copy) path = shown
  else if (path != shown && !is_staged) path = "an included file"
  count = split(substr($0, RSTART + RLENGTH), word, " ")
  sentence = ""
  for (i = 1; i <= count; i++) {
    bare = tolower(word[i]); gsub(/[^a-z]/, "", bare)
    shape = word[i]; gsub(/[A-Za-z.,:;]/, "", shape)
    sentence = sentence " " (shape == "" && bare in known ? word[i] : "…")
  }
  printf "%s%s %s:%s", (found++ ? "; " : ""), path, place, sentence
}'

# Stops and starts dhcpd; healthy is exactly one, alive for the configured time (D3). It is a new one, as for a moment
# there was none.
restart_daemon() {
  # The machine starts dhcpd itself when this has ended.
  [ "$verb" != boot ] || return 0
  within 150 is_stopped || { why='dhcpd did not stop'; return 1; }
  step stop
  run "$start"
  code=$?
  clock
  echo "$now" >"$state/restarted"
  [ "$code" -eq 0 ] || { why="starting dhcpd ended with code $code"; return 1; }
  step start
  watch_daemon || return 1
  step health
}

# A dhcpd that is still starting has no pid file to be stopped by: the stop command is given again each second.
is_stopped() {
  # As a rule it is gone a moment later, and need not be waited for.
  [ $((tries % 10)) -ne 0 ] || { run "$stop"; sleep 0.02; }
  ! is_running || return 1
  # One that has ended, but of which its parent takes no note, would keep the next from starting: its number is in use.
  [ -z "$unburied" ] || rm -f "$pid_file"
}

is_running() {
  find_daemons
  [ -n "$daemons" ]
}

watch_daemon() {
  within 50 is_running
  first=$daemons
  case $first in
    '') why='dhcpd was started and is not there'; return 1 ;;
    *' '*) why='more than one dhcpd runs with this configuration'; return 1 ;;
  esac
  clock
  healthy_at=$((now + healthy * 100))
  while [ "$now" -lt "$healthy_at" ]; do
    left=$((healthy_at - now))
    if [ "$left" -ge 100 ]; then sleep 0.1; else sleep "0.0$((left / 10))"; fi
    find_daemons
    [ "$daemons" = "$first" ] || { why='dhcpd started and ended again'; return 1; }
    clock
  done
}

# Whether the last restart is so long ago that the service manager will allow the next (D7); $wait is in seconds.
may_restart() {
  restarted=0
  { read -r restarted <"$state/restarted"; } 2>/dev/null
  case $restarted in '' | *[!0-9]*) restarted=0 ;; esac
  clock
  wait=$(((restarted + floor * 100 - now + 999) / 1000))
  # A time that is still to come was noted before the machine was started anew.
  [ "$restarted" -gt "$now" ] || [ "$wait" -le 0 ]
}

# ---- read --------------------------------------------------------------------------------------------------------

# Whether a path that the configuration names may be read and changed: the main file, or a plain file in the folders
# allowed.
is_open() {
  [ "$1" != "$config" ] || return 0
  real=$(readlink -f -- "$1" 2>/dev/null) && [ -f "$real" ] || return 1
  while IFS= read -r folder; do
    folder=$(readlink -f -- "$folder" 2>/dev/null) || continue
    case $real in "$folder"/*) return 0 ;; esac
  done <<END
$include_folders
END
  return 1
}

# The files are taken as they were at one moment: when one changes meanwhile, all are taken again.
read_files() {
  tries=3
  until take_files && files_hold "$taken"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail environment "the files keep changing while they are read"
  done
  take_leases
}

take_files() {
  answer='' taken=''
  : >"$work/body"
  [ -r "$config" ] || fail environment "the configuration file of its settings cannot be read"
  take_file file "$main_known" "$config"
  [ -n "$files" ] || return 0
  while IFS=' ' read -r known path; do
    if [ ! -e "$path" ]; then say "missing $path"
    elif is_open "$path"; then take_file file "$known" "$path"
    else say "denied $path"
    fi
  done <<END
$files
END
}

# take_file WORD KNOWN PATH
take_file() {
  digest_of "$3"
  if [ "$digest" = "$2" ]; then
    say "$1 same $digest $3"
  else
    body=$work/body
    { try cp "$3" "$work/copy" && try append "$work/copy" "$body"; } ||
      fail environment "a file cannot be copied into the state folder: $why"
    digest_of "$work/copy"
    say "$1 sent $digest $(size_of "$work/copy") $3"
  fi
  taken=${taken:+$taken$newline}"$digest $3"
}

append() { cat "$1" >>"$2"; }

# Whether files still have these digests: lines of DIGEST PATH.
files_hold() {
  while IFS=' ' read -r known path; do
    is_open "$path" && digest_of "$path" && [ "$digest" = "$known" ] || return 1
  done <<END
$1
END
}

take_leases() {
  taken=''
  [ ! -f "$leases" ] || take_file leases "$leases_known" "$leases"
}

# ---- apply -------------------------------------------------------------------------------------------------------

apply() {
  check_apply_request
  take_lock 3 || { say 'outcome busy'; return; }
  settle || { say 'outcome busy'; return; }
  ! recorded_outcome "$id" || return
  begin_steps
  find_changes || { refuse environment "$why"; return; }
  files_hold "$base_files" || { say 'outcome stale'; return; }
  [ "$result" != "$base" ] || { conclude 'outcome unchanged'; return; }
  may_restart || { say 'outcome busy'; say "again $wait"; return; }
  find_daemons
  case $daemons in
    '') refuse daemon-down 'dhcpd was not running before the change'; return ;;
    *' '*) refuse daemon-down 'more than one dhcpd runs with this configuration'; return ;;
  esac
  judge || { blame not-permitted "$why"; return; }
  step judge
  journal staging || { refuse environment "the journal cannot be written: $why"; return; }
  { stage_all && prepare_test; } || { give_up "$why"; return; }
  step stage
  is_known_good || start_base_test
  test_file "$tested" || { blame test-failed "$why"; return; }
  end_base_test || { refuse base-broken "$why"; return; }
  step test
  [ "$mode" != test ] || { conclude 'outcome passed'; return; }
  each_change keep_backup || { refuse environment "the backup cannot be written: $why"; return; }
  { journal restoring "$state/restoring" && journal swapping; } ||
    { refuse environment "the journal cannot be written: $why"; return; }
  step backup
  arm_watchdog || { refuse environment 'the watchdog, which would finish what a killed helper leaves, does not start'; return; }
  { files_hold "$base_files" && each_change leads_there; } || { turn_stale; return; }
  each_change swap || { take_back "$why"; return; }
  step swap
  restart_and_conclude
}

check_apply_request() {
  for value in "$id" "$base" "${main_known#-}" "$asked" "$payload_digest"; do
    [ -n "$value" ] || fail request "an apply must hold id, base, main, change and payload"
  done
  base_files=$main_known' '$config${files:+$newline$files}
  [ "$(digest_of_list "$base_files")" = "$base" ] || fail request "the base is not the digest of the files named"
}

# The digest over every file of the configuration and its path, main file first (F9).
digest_of_list() { printf '%s\n' "$1" | sha256sum | cut -d ' ' -f 1; }

# Resolves the files to be changed into lines of digest before and after, size after, target and path, and gives the
# digest of the whole configuration after it in $result. A symlinked file stays one: it is staged beside its target (F5).
find_changes() {
  find_main || return 1
  changes='' after_files=$newline$base_files$newline
  while IFS=$tab read -r after size_after path; do
    why="$path is no file of this configuration that may be changed"
    rest=${after_files#*"$newline"[0-9a-f]*" $path$newline"}
    [ "$rest" != "$after_files" ] && is_open "$path" || return 1
    above=${after_files%" $path$newline$rest"}
    before=${above##*"$newline"}
    after_files=${above%"$before"}$after' '$path$newline$rest
    target=$(readlink -f -- "$path")
    case $changes in *"$tab$target$tab"*) return 1 ;; esac
    changes=${changes:+$changes$newline}$before$tab$after$tab$size_after$tab$target$tab$path
  done <<END
$asked
END
  after_files=${after_files#"$newline"}
  result=$(digest_of_list "${after_files%"$newline"}")
}

# Copies for a test lie beside the main file, as a security policy may keep dhcpd from reading elsewhere.
find_main() {
  why='the configuration is no plain file'
  main_target=$(readlink -f -- "$config" 2>/dev/null) && [ -f "$main_target" ] || return 1
  copies=${main_target%/*}/.leasehold-$tag-tested-${main_target##*/}-
}

# each_change FUNCTION: calls it for one changed file after another, until it fails. What is staged lies beside the file
# and is named after it and after this helper, as another one may change the same file for another configuration.
each_change() {
  [ -n "$changes" ] || return 0
  change=0
  while IFS=$tab read -r before after size_after target path; do
    change=$((change + 1))
    staged=${target%/*}/.leasehold-$tag-staged-${target##*/} previous=${target%/*}/.leasehold-$tag-previous-${target##*/}
    "$1" || return 1
  done <<END
$changes
END
}

# Refuses; where the configuration as it is already fails, that is the reason (D5).
blame() {
  blamed=$2
  [ -n "$base_test" ] || start_base_test
  if end_base_test; then refuse "$1" "$blamed"; else refuse base-broken "$why"; fi
}

# What passed dhcpd -t when it was last written need not be tested again.
is_known_good() {
  good=''
  { read -r good <"$state/good"; } 2>/dev/null
  [ "$good" = "$base" ]
}

# Beside the other test, since each takes as long as dhcpd takes to start.
start_base_test() {
  (output=$work/base-output; test_file "$config" || { echo "$why" >"$work/broken"; exit 1; }) &
  base_test=$!
}

end_base_test() {
  [ -z "$base_test" ] || wait "$base_test" ||
    { why="dhcpd -t says no to the configuration as it is now: $(cat "$work/broken")"; return 1; }
}

stage_all() {
  exec 4<"$work/payload"
  each_change stage
}

# Two copies beside the file, each with its mode, owner, ACL, attributes and label (F4): the new content, and the old
# one, so that putting it back needs no more room on the disk.
stage() {
  remove_copies
  # shellcheck disable=SC2086 # The command and its option are two words.
  { try $copy "$target" "$previous" && try $copy "$target" "$staged" && try write "$staged" weave; } ||
    { why="$path cannot be copied with its mode, owner and attributes: $why"; return 1; }
  digest_of "$staged"
  why="what was staged for $path is not what was planned"
  [ "$(size_of "$staged") $digest" = "$size_after $after" ] || return 1
  digest_of "$previous"
  why="$path cannot be kept as it was"
  [ "$digest" = "$before" ] || return 1
  { try sync "$previous" && try sync "$staged"; } || { why="the copies of $path cannot be written: $why"; return 1; }
}

# Prints the new content of a file: the old bytes with its splices put in.
weave() {
  position=0
  exec 3<"$target"
  while read -r number offset removed inserted _; do
    [ "$number" = "$change" ] || continue
    { piece 3 $((offset - position)) && piece 3 "$removed" >/dev/null && piece 4 "$inserted"; } || return 1
    position=$((offset + removed))
  done <<END
$splices
END
  cat <&3
}

# The next bytes of an open file. dd takes these and no more, so that the next piece begins where this one ends.
piece() { [ "$2" -eq 0 ] || dd bs="$2" count=1 <&"$1"; }

# The file for dhcpd -t, in $tested: the staged main file; where included files change, a copy of the main file that
# names what is staged, by way of copies of the files between (F6).
prepare_test() {
  tested=$main_target waiting=''
  rm -f "$copies"*
  each_change choose_tested
  while [ -n "$waiting" ]; do
    pair=${waiting%%"$newline"*}
    waiting=${waiting#"$pair"}
    waiting=${waiting#"$newline"}
    include_instead "${pair%%"$tab"*}" "${pair#*"$tab"}" || return 1
  done
}

choose_tested() {
  if [ "$target" = "$main_target" ]; then tested=$staged; else await_include "$path" "$staged"; fi
}

await_include() { waiting=${waiting:+$waiting$newline}$1$tab$2; }

# include_instead PATH COPY: in copies of all files that include the path, the copy is included.
include_instead() {
  why="the include statement of $1 must stand on one line, the first in it, for a change of that file to be tested"
  case $1$2 in *[!A-Za-z0-9._/+@:,=-]*) return 1 ;; esac
  include='^\(\([^"#]*[[:space:];{}]\)\{0,1\}[Ii][Nn][Cc][Ll][Uu][Dd][Ee][[:space:]]*\)'
  include=$include\"$(echo "$1" | sed 's/\./\\./g')\"
  number=0 found=''
  while IFS=' ' read -r _ parent; do
    number=$((number + 1))
    find_newest "$parent" "$copies$number"
    grep -q -e "$include" "$newest" || continue
    try write "$copies" sed "s|$include|\\1\"$2\"|" "$newest" && try mv -f "$copies" "$copies$number" || return 1
    found=yes
    if [ "$number" -eq 1 ]; then tested=${copies}1
    elif [ "$newest" != "$copies$number" ]; then await_include "$parent" "$copies$number"
    fi
  done <<END
$base_files
END
  [ -n "$found" ]
}

# find_newest PATH COPY: a file as it will be, or its copy for the test where there is one.
find_newest() {
  newest=$(readlink -f -- "$1")
  for newer in "${newest%/*}/.leasehold-$tag-staged-${newest##*/}" "$2"; do
    [ ! -e "$newer" ] || newest=$newer
  done
}

# A link that was laid elsewhere meanwhile leads dhcpd to another file than the one that is staged for (F5).
leads_there() { [ "$(readlink -f -- "$path")" = "$target" ]; }

# Backups are named by digest, so that each content is kept once (F8).
keep_backup() { write_durably "$state/backups/$before" cat "$previous"; }

swap() {
  try mv -f "$staged" "$target" || { why="$path cannot be replaced: $why"; return 1; }
  sync "${target%/*}"
}

# A file could not be replaced: those before it are put back, and dhcpd knows of nothing.
take_back() {
  reason=$1
  if each_change put_back; then refuse environment "$reason"; else need_operator "$reason; $why"; fi
}

# A process outside the session that waits until this helper has ended, however it ends, and finishes or undoes what
# it left (D6). After a proper end there is nothing left, and so it does nothing. setsid stays with what it runs; what
# starts a service says whether it did.
arm_watchdog() {
  set -- /bin/sh "$self" "$settings_file" recover
  # shellcheck disable=SC2086 # The command and its options are words.
  case $watchdog in
    setsid*) command -v setsid >/dev/null && { $watchdog "$@" </dev/null >/dev/null 2>&1 3<&- 4<&- 9>&- & } ;;
    *) $watchdog "$@" </dev/null >/dev/null 2>&1 3<&- 4<&- 9>&- ;;
  esac
}

restart_and_conclude() {
  restart_daemon || { roll_back "$why"; return; }
  echo "$result" >"$state/good"
  conclude "outcome applied $result"
}

# Puts the old files back and dhcpd up again (D4). $1 says what went wrong before.
roll_back() {
  reason=$1
  # It was written before the swap, as now the disk may be full.
  try mv -f "$state/restoring" "$state/journal" && sync "$state"
  if ! each_change is_untouched || ! each_change put_back; then need_operator "$reason; $why"
  elif restart_daemon; then conclude 'outcome rolled-back' "$reason; the old file is back and dhcpd runs with it"
  else conclude 'outcome needs-operator' "$reason; the old file is back, and with it $why"
  fi
}

is_old() { digest_of "$target"; [ "$digest" = "$before" ]; }
is_new() { digest_of "$target"; [ "$digest" = "$after" ]; }

# Whether nobody else has written to a file meanwhile.
is_untouched() {
  why="$path was changed by someone else meanwhile and is left as it is"
  is_old || is_new
}

put_back() {
  ! is_old || return 0
  digest_of "$previous"
  why="$path could not be put back: its old content is kept as $state/backups/$before"
  [ "$digest" = "$before" ] && mv -f "$previous" "$target" 2>/dev/null && sync "${target%/*}"
}

# A person is needed; dhcpd is brought up with whatever is there, if it can be.
need_operator() {
  reason=$1
  if is_running; then standing='dhcpd is running'
  elif restart_daemon; then standing='dhcpd was started again'
  else standing='dhcpd is down'
  fi
  conclude 'outcome needs-operator' "$reason; $standing"
}

# ---- what a change may put into a file (K3) ----------------------------------------------------------------------

# This does not trust the bot: each splice must begin and end between two statements, in a block in which hosts may
# stand, and take out and put in whole hosts with the comments and blanks round them. What it puts in may say no more
# than the patterns below and the lists of the settings allow.
judge() {
  why='control bytes or a byte 0xFF would be put in'
  [ "$(tr -d '\t\n\r\040-\176\200-\376' <"$work/payload" | wc -c)" -eq 0 ] || return 1
  printf '%s\n' "$splices" >"$work/splices"
  touched=0
  each_change judge_change
}

# awk is given other bytes for those that it may stumble over or that mark something here: NUL, bell, vertical tab and
# form feed become what dhcpd takes them for, 0xFF a form feed. The line feed at the end ends a last comment.
judge_change() {
  verdict=$({ tr '\000\007\013\014\377' '??  \014' <"$target"; echo; } 2>/dev/null |
    timeout "$command_seconds" awk -v change="$change" -v size="$(size_of "$target")" -v splices="$work/splices" \
      -v payload="$work/payload" -v options="$options" -v statements="$statements" "$judgement")
  case $verdict in
    'touches '*) touched=$((touched + ${verdict#touches })) ;;
    'refused '*) why="in $path ${verdict#refused }"; return 1 ;;
    *) why="the change of $path could not be judged"; return 1 ;;
  esac
  why="more than $host_limit hosts would be touched"
  [ "$touched" -le "$host_limit" ]
}

# A string or a comment as dhcpd reads them (common/conflex.c): an escape `\0` that is not octal, or a byte 0xFF that
# ends a comment, leads astray whoever does not know them.
lexeme='"([^"\\\f]|\\[^0-3x\f]|\\[0-3][0-7][0-7]|\\x[0-9a-fA-F][0-9a-fA-F])*"|#[^\n\f]*[\n\f]'

# Reads the file in records that end with a brace, and puts a mark \a in where a splice begins and where it ends.
# shellcheck disable=SC2016 # An awk program.
judgement='
function refuse(sentence) { print "refused " sentence; ended = 1; exit }

BEGIN {
  while ((getline line < splices) > 0) {
    split(line, field, " ")
    if (field[1] != change) continue
    put[++count] = field[4]; used[count] = field[5]
    at[++cuts] = field[2] + 0; at[++cuts] = field[2] + field[3]
  }
  if (!cuts) { print "touches 0"; ended = 1; exit }
  # A comment may end the file: behind it stands a line feed of ours. Only what comes last ends the file.
  ends_file = at[cuts] >= size
  if (ends_file && at[cuts] > at[cuts - 1]) at[cuts] = size + 1
  RS = "\a"; getline inserted < payload
  RS = "}"
}

{
  end = begin + length($0)
  if (cut < cuts && at[cut + 1] <= end || cut % 2) $0 = with_marks($0)
  begin = end + 1
  if (unclosed) { $0 = unclosed $0; unclosed = "" }
  gsub(/'"$lexeme"'/, " ")
  if (/["#\f]/) {
    if (/["#]/) { unclosed = $0 "}"; next }
    refuse("the file holds a byte 0xFF, where dhcpd stops reading")
  }
  read_blocks($0)
  closed = head[depth--]
}

END { if (!ended) refuse("a splice begins or ends inside a comment or a string") }

# Judges each splice that ends in a record, too.
function with_marks(text,   marked, from, piece) {
  marked = ""; from = begin
  while (cut < cuts && at[cut + 1] <= end) {
    piece = substr(text, from - begin + 1, at[++cut] - from)
    if (cut % 2 == 0) judge_splice(cut / 2, taken piece)
    taken = ""
    marked = marked piece "\a"
    from = at[cut]
  }
  piece = substr(text, from - begin + 1)
  if (cut % 2) taken = taken piece "}"
  return marked piece
}

# Notes what opens each block, and looks round where a mark stands.
function read_blocks(text,   brace, mark) {
  while ((brace = index(text, "{")) || index(text, "\a")) {
    mark = index(text, "\a")
    if (mark && (!brace || mark < brace)) look_round(substr(text, 1, mark - 1))
    else { head[++depth] = substr(text, 1, brace - 1); closed = ""; mark = brace }
    text = substr(text, mark + 1)
  }
}

# What stands before a mark and round it. The braces of a record (`= { text, ip-address }`) end no statement.
function look_round(before,   level) {
  if (before !~ /(^|;)[ \t\r\n]*$/ || (closed ~ /(=|[ \t\r\n]of)[ \t\r\n]*$/ && before !~ /;/))
    refuse("a splice begins or ends inside a statement")
  for (level = 1; level <= depth; level++) {
    if (tolower(head[level]) !~ /(^|;)[ \t\r\n]*(group|subnet6?|shared-network|pool6?)([ \t\r\n][^;]*)?$/)
      refuse("a splice begins or ends inside a block in which no host may stand")
  }
  if (++seen == cuts) { print "touches " touched; ended = 1; exit }
}

function judge_splice(number, out,   new, before, after) {
  new = substr(inserted, used[number] + 1, put[number])
  gsub(/\r\n/, "\n", new)
  if (index(new, "\r")) refuse("a splice puts in a carriage return without a line feed")
  if (ends_file && number == count) new = new "\n"
  before = hosts(out, 0)
  after = hosts(new, 1)
  if (before + after == 0) refuse("a splice touches no host")
  touched += before > after ? before : after
}

# Counts the hosts of a piece and refuses all that is no host. Of hosts that are put in, each statement is judged.
function hosts(piece, is_new,   wrong, parts, part, i, text, unclosed, opens, half, level, found) {
  wrong = "a splice " (is_new ? "puts in" : "takes out") " what is no whole host"
  level = found = 0; unclosed = ""
  parts = split(piece, part, /[}]/)
  for (i = 1; i < parts; i++) {
    text = without_comments(unclosed part[i])
    unclosed = ""
    if (text ~ /["#]/) { unclosed = text "}"; continue }
    opens = split(text, half, /[{]/) - 1
    if (level == 0) {
      if (opens < 1 || half[1] !~ /^[ \t\r\n]*[Hh][Oo][Ss][Tt][ \t\r\n]+[A-Za-z0-9_.-]+[ \t\r\n]*$/) refuse(wrong)
      found++
    }
    level += opens - 1
    if (is_new && level != 0) refuse("a splice puts in a block inside a host")
    if (is_new) judge_body(half[2])
  }
  if (level != 0 || without_comments(unclosed part[parts]) ~ /[^ \t\r\n]/) refuse(wrong)
  return found
}

# Strings become \v.
function without_comments(text,   clean) {
  clean = ""
  while (match(text, /'"$lexeme"'/)) {
    clean = clean substr(text, 1, RSTART - 1) (substr(text, RSTART, 1) == "#" ? "\n" : "\v")
    text = substr(text, RSTART + RLENGTH)
  }
  return clean text
}

function judge_body(body,   count, statement, i) {
  count = split(body, statement, /;/)
  if (statement[count] ~ /[^ \t\r\n]/) refuse("a splice puts in a statement without its semicolon")
  for (i = 1; i < count; i++) judge_statement(tolower(statement[i]))
}

function judge_statement(text,   word, name) {
  gsub(/[ \t\r\n]+/, " ", text); sub(/^ /, "", text); sub(/ $/, "", text)
  if (text ~ /^hardware (ethernet|token-ring|fddi|infiniband|unknown-[0-9]+) [0-9a-f: ]+$/) return
  if (text ~ /^fixed-address6? [0-9a-z_.:, -]+$/ || text ~ /^fixed-prefix6 [0-9a-f:\/ ]+$/) return
  if (text ~ /^(uid|dhcp-client-identifier|option dhcp-client-identifier) (\v|[0-9a-f: ]+)$/) return
  split(text, word, " ")
  name = word[1] == "option" ? word[1] " " word[2] : word[1]
  if (name !~ /^[a-z0-9. -]+$/) refuse("a splice puts in a statement that is none of a host")
  if (text !~ /^[a-z0-9_.:\/+, \v-]+$/) refuse("a splice puts in a `" name "` that is no plain value")
  if (text ~ /^host-identifier (option|v6relopt [0-9]+) [a-z0-9.-]+ [^ ]/) return
  if (!index(" " (word[1] == "option" ? options : statements) " ", " " word[word[1] == "option" ? 2 : 1] " "))
    refuse("a splice puts in `" name "`, which is in no list of the settings on that machine")
  if (word[1] != "option" && text !~ /^[^ ]+ [^ ,]+( ?, ?[^ ,]+)*$/)
    refuse("a splice puts in a `" name "` that is no plain value")
}'

# ---- outcomes and the journal ------------------------------------------------------------------------------------

begin_steps() {
  steps=''
  clock
  step_began=$now
}

# journal STATE [FILE]: where a transaction stands, so that it can be finished or undone by whoever comes next.
journal() {
  write_durably "${2:-"$state/journal"}" printf '%s\n' "state $1" "id $id" "result $result" "$changes"
}

# Nothing was changed and nothing stays behind (F7).
abandon() {
  each_change remove_copies
  [ -z "$copies" ] || rm -f "$copies"*
  # The journal goes last, so that whoever finds it takes the rest away.
  rm -f "$state/restoring" "$state/journal"
  sync "$state"
}

remove_copies() { rm -f "$staged" "$previous"; }

refuse() {
  # What is staged goes first: on a full disk the outcome needs its room.
  each_change remove_copies
  conclude "outcome refused $1" "$2"
}

# What could not be staged is stale where somebody wrote to the files meanwhile.
give_up() { if files_hold "$base_files"; then refuse environment "$1"; else turn_stale; fi; }

# Nothing was changed, and the client will plan anew (C2).
turn_stale() { abandon; say 'outcome stale'; }

# conclude OUTCOME [DETAIL]: recorded before it is told, so that it is told the same for ever (C4).
conclude() {
  answer=$1$newline
  [ -z "${2:-}" ] || say "detail $2"
  answer=$answer$steps
  # An outcome that could not be recorded leaves the journal, so that the next helper finds it and tries again.
  [ "$mode" = test ] || write_durably "$state/outcomes/$id" printf '%s' "$answer" || return
  abandon
  prune
}

# Backups go by number and by age, but never the newest (F8); outcomes are kept for as long as anyone may ask again.
prune() {
  # shellcheck disable=SC2012 # The names are digests.
  newest=$(ls -t "$state/backups" | head -n 1)
  # shellcheck disable=SC2012
  ls -t "$state/backups" | sed "1,${backups}d" | while read -r old; do rm -f "$state/backups/$old"; done
  find "$state/backups" -type f ! -name "$newest" -mtime +"$backup_days" -exec rm -f {} +
  find "$state/outcomes" -type f -mtime +"$outcome_days" -exec rm -f {} +
}

recorded_outcome() {
  [ -f "$state/outcomes/$1" ] || return 1
  answer=$(cat "$state/outcomes/$1")$newline
}

settle_if_left() {
  [ -f "$state/journal" ] && take_lock 0 || return 0
  settle
  exec 9>&-
  locked=''
}

# Finishes or undoes what a killed helper left. Called under the lock, so that nobody else is writing. Fails while it cannot:
# then nothing else may be begun, nor be said of the transaction that was left.
settle() {
  rm -f "$state"/.half-* "$state"/*/.half-*
  # In a process of its own, so that it leaves no trace in the request that is served next.
  [ ! -f "$state/journal" ] || { (read_journal && settle_transaction); [ ! -f "$state/journal" ]; }
}

read_journal() {
  stage_reached='' changes='' mode=apply
  while IFS= read -r line; do
    case $line in
      'state '*) stage_reached=${line#* } ;;
      'id '*) id=${line#* } ;;
      'result '*) result=${line#* } ;;
      *) changes=${changes:+$changes$newline}$line ;;
    esac
  done <"$state/journal"
  [ -n "$stage_reached" ] && find_main
}

settle_transaction() {
  begin_steps
  # Where nothing can be written the outcome could not be recorded, and dhcpd would be restarted again and again.
  journal "$stage_reached" || ! is_running || return
  if [ -f "$state/outcomes/$id" ] || [ "$stage_reached" = staging ]; then abandon
  elif [ "$stage_reached" = restoring ]; then roll_back 'the helper was interrupted while it put the old file back'
  elif each_change is_old; then settle_before_swap
  elif [ "$verb" != boot ] && each_change is_new; then restart_and_conclude
  else roll_back 'the helper was interrupted'
  fi
}

# The files are the old ones: the transaction never began, and dhcpd is as it was.
settle_before_swap() {
  if is_running || restart_daemon; then abandon; else need_operator 'the helper was interrupted before the change'; fi
}

status() {
  [ -n "$id" ] || fail request "a status must hold an id"
  ! recorded_outcome "$id" || return 0
  take_lock 1 || { say 'status running'; return; }
  settle || { say 'status running'; return; }
  ! recorded_outcome "$id" || return 0
  # Recorded too: a request of this id that is still on its way must not begin after the client was told so.
  say 'status unknown-transaction'
  write_durably "$state/outcomes/$id" printf '%s' "$answer" ||
    fail environment "the state folder cannot be written: $why"
}

# Waits as long as the longest transaction may take: a killed one's lock is free at once.
recover() {
  take_lock 600 || { say 'outcome busy'; return; }
  settle || { say 'outcome busy'; return; }
  say 'recovered'
}

# ---- probe -------------------------------------------------------------------------------------------------------

probe() {
  say "version $version"
  say "preset $preset"
  say "limit hosts $host_limit"
  say "limit bytes $payload_limit"
  say "options $options"
  say "statements $statements"
  for tool in flock lockf sha256sum timeout readlink awk sync dd "${watchdog%% *}"; do
    if command -v "$tool" >/dev/null 2>&1; then say "has $tool"; else say "lacks $tool"; fi
  done
  # shellcheck disable=SC2086 # The command and its option are two words.
  if $copy "$settings_file" "$work/copy" 2>/dev/null; then say "has $copy"; else say "lacks $copy"; fi
  if is_running; then say 'has dhcpd running'; else say 'lacks dhcpd running'; fi
}

main "$@"
