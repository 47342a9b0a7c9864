#!/bin/sh
# Looks round on a machine that runs dhcpd and prints what it finds, one fact a line: a word, then values, parted by
# tabs. It changes nothing. Run it as root: the settings are readable by nobody else.
#   sh survey.sh [PATH…]   says of each path whether it is there, and with what content, mode and owner
set -u

main() {
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  LC_ALL=C
  export PATH LC_ALL
  fact system "$(uname -s)"
  find_init
  fact init "$init"
  find_daemons
  find_service
  find_programs
  find_defaults
  for path; do describe "$path"; done
  find_settings
  find_user
  # The last line says that nothing is missing before it.
  fact end
}

# fact WORD VALUE…
fact() {
  line=$1
  shift
  for value; do line="$line	$value"; done
  printf '%s\n' "$line"
}

find_init() {
  if [ -d /run/systemd/system ]; then init=systemd
  elif [ -d /run/openrc ] && command -v rc-service >/dev/null 2>&1; then init=openrc
  elif [ "$(uname -s)" = FreeBSD ]; then init=freebsd-rc
  elif [ -d /etc/init.d ]; then init=sysv
  else init=none
  fi
}

# Every dhcpd that serves, with the words it was started with.
find_daemons() {
  pids=''
  [ -r /proc/self/stat ] || { find_daemons_by_ps; return; }
  for process in /proc/[0-9]*; do
    { read -r name <"$process/comm"; } 2>/dev/null || continue
    [ "$name" = dhcpd ] || continue
    words=$(tr '\0' '\t' 2>/dev/null <"$process/cmdline") || continue
    case "	$words" in '	' | *'	-t	'*) continue ;; esac
    pids="$pids ${process#/proc/}"
    fact daemon "${process#/proc/}" "${words%	}"
  done
}

# Where there is no /proc (FreeBSD).
find_daemons_by_ps() {
  for pid in $(pgrep -x dhcpd); do
    fact daemon "$pid" "$(ps -ww -o args= -p "$pid" | tr ' ' '\t')"
  done
}

find_service() {
  service=''
  case $init in
    systemd) find_unit ;;
    openrc) first_executable /etc/init.d dhcpd isc-dhcpd ;;
    freebsd-rc) first_executable /usr/local/etc/rc.d isc-dhcpd ;;
    sysv) first_executable /etc/init.d isc-dhcp-server dhcpd dhcp3-server ;;
  esac
  [ -z "$service" ] || fact service "$service"
}

# The unit that the running dhcpd belongs to, or one of the usual names.
find_unit() {
  for pid in $pids; do
    service=$(sed -n 's|.*/\([^/]*\)\.service$|\1|p' "/proc/$pid/cgroup" 2>/dev/null | tail -n 1)
    [ -z "$service" ] || return 0
  done
  for name in isc-dhcp-server dhcpd dhcpd4; do
    if systemctl cat "$name.service" >/dev/null 2>&1; then service=$name; return; fi
  done
}

# first_executable FOLDER NAME…
first_executable() {
  folder=$1
  shift
  for name; do
    if [ -x "$folder/$name" ]; then service=$name; return; fi
  done
}

find_programs() {
  for program in sudo visudo useradd userdel adduser deluser pw pkill systemctl update-rc.d chkconfig rc-update sysrc \
    restorecon flock sha256sum timeout setsid; do
    ! command -v "$program" >/dev/null 2>&1 || fact has "$program"
  done
  # Not every cp keeps ACLs and attributes.
  ! cp --preserve=all --help >/dev/null 2>&1 || fact has 'cp --preserve=all'
}

# Where the distributions keep dhcpd's files.
find_defaults() {
  for path in /etc/dhcp/dhcpd.conf /usr/local/etc/dhcpd.conf /etc/dhcpd.conf \
    /var/lib/dhcp/dhcpd.leases /var/lib/dhcpd/dhcpd.leases /var/db/dhcpd/dhcpd.leases; do
    [ ! -f "$path" ] || fact exists "$path"
  done
}

describe() {
  [ -e "$1" ] || return 0
  listing=$(ls -ldn "$1")
  # shellcheck disable=SC2086 # The words of the listing are wanted one by one.
  set -- "$1" $listing
  digest=-
  [ ! -f "$1" ] || digest=$(sha256sum <"$1" 2>/dev/null || sha256 -q <"$1")
  fact file "$1" "$2" "$4" "$5" "${digest%% *}"
}

find_settings() {
  { while IFS= read -r line; do fact setting "$line"; done </etc/leasehold/helper.conf; } 2>/dev/null
}

find_user() {
  { while IFS=: read -r name _ _ _ _ home _; do
    [ "$name" != leasehold ] || fact user "$home"
  done </etc/passwd; } 2>/dev/null
}

main "$@"
