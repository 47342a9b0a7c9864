#!/bin/sh
# Installs what the demo, the tests or the benchmarks need and this machine lacks; says nothing when nothing is missing.
# usage: sh scripts/setup.sh demo|test|bench
set -eu

main() {
  purpose=${1:-}
  case $purpose in
    demo) packages='openssh-server openssh-client isc-dhcp-server isc-dhcp-client iproute2 util-linux' ;;
    test) packages='openssh-server openssh-client isc-dhcp-server isc-dhcp-client iproute2 util-linux
      chromium shellcheck busybox dash strace acl attr python3 sudo systemd postgresql' ;;
    bench) packages='isc-dhcp-server augeas-tools python3-pyparsing postgresql util-linux' ;;
    *)
      echo 'usage: sh scripts/setup.sh demo|test|bench' >&2
      exit 2
      ;;
  esac
  # Daemons live where an ordinary user's path does not look.
  PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
  cd "$(dirname "$0")/.."
  log=$(mktemp)
  policy=
  trap clean_up EXIT
  trap 'exit 130' INT TERM HUP
  install_npm_packages
  install_debian_packages
}

clean_up() {
  rm -f "$log"
  if [ -n "$policy" ]; then rm -f "$policy"; fi
}

# `npm install --no-save` takes the very versions of the lock file, as `npm ci` does, but also where the lock lacks
# optional packages of other platforms. Its warnings about the machine's older Node mean nothing: npm scripts run on
# the Node that is one of the packages.
install_npm_packages() {
  if [ -e node_modules/.package-lock.json ] &&
    [ -z "$(find package-lock.json package.json -newer node_modules/.package-lock.json)" ]; then
    return
  fi
  say 'npm packages, Node 24 among them (about half a minute)'
  run npm install --no-save --no-audit --no-fund --no-update-notifier --loglevel=error
  if [ ! -x node_modules/node/bin/node ]; then
    echo 'setup: the npm package "node" brought no Node 24: were install scripts forbidden?' >&2
    echo '  Allow them for this package: npm rebuild node --foreground-scripts --ignore-scripts=false' >&2
    exit 1
  fi
  touch node_modules/.package-lock.json
}

install_debian_packages() {
  missing=$(missing_packages)
  if [ -z "$missing" ]; then return; fi
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "setup: missing here, and to be installed by root with the system's own means: $missing" >&2
    return
  fi
  say "Debian packages: $missing (a minute or two)"
  forbid_service_starts
  forbid_database_cluster
  run apt-get -o DPkg::Lock::Timeout=120 update
  # shellcheck disable=SC2086 # a list of names
  DEBIAN_FRONTEND=noninteractive run apt-get -o DPkg::Lock::Timeout=120 install --yes --no-install-recommends $missing
}

missing_packages() {
  list=
  for package in $packages; do
    is_here "$package" || list="$list $package"
  done
  echo "${list# }"
}

is_here() {
  case $1 in
    # Debian's Python has the module, whichever other Python comes first on the path.
    python3-pyparsing) /usr/bin/python3 -c 'import pyparsing' 2>/dev/null ;;
    # Its programs are on nobody's path.
    postgresql) command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 ;;
    *) command -v "$(program_of "$1")" >/dev/null ;;
  esac
}

program_of() {
  case $1 in
    openssh-server) echo sshd ;;
    openssh-client) echo ssh-keygen ;;
    isc-dhcp-server) echo dhcpd ;;
    isc-dhcp-client) echo dhclient ;;
    augeas-tools) echo augtool ;;
    iproute2) echo ip ;;
    util-linux) echo flock ;;
    acl) echo setfacl ;;
    attr) echo setfattr ;;
    systemd) echo systemd-analyze ;;
    *) echo "$1" ;;
  esac
}

# Nobody asked for a DHCP or SSH server on this machine's network: the programs are wanted, not the services.
forbid_service_starts() {
  if [ -e /usr/sbin/policy-rc.d ]; then return; fi
  policy=/usr/sbin/policy-rc.d
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  if [ -d /run/systemd/system ]; then
    echo 'setup: services of these packages are not started now; to keep it so after a reboot: systemctl disable NAME' >&2
  fi
}

# The tests make a PostgreSQL of their own. Debian's package would make one for the machine, unless it is told not to.
forbid_database_cluster() {
  case " $missing " in *' postgresql '*) ;; *) return ;; esac
  if [ -e /etc/postgresql-common/createcluster.conf ]; then return; fi
  mkdir -p /etc/postgresql-common
  echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
}

say() {
  echo "setup: installing $1" >&2
}

# Quiet when it works, everything when it does not.
run() {
  if "$@" >"$log" 2>&1; then return; fi
  echo "setup: this failed: $*" >&2
  sed 's/^/  /' "$log" >&2
  exit 1
}

main "$@"
