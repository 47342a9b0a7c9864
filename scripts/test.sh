#!/bin/sh
# All that must hold before a change is taken: types, style, shell scripts, tests. Stops at the first that fails.
set -eu

main() {
  cd "$(dirname "$0")/.."
  # The shell that came here may remember the machine's own Node; the packages bring Node 24.
  PATH=$PWD/node_modules/.bin:$PATH
  export PATH
  began=$(date +%s)
  step 'types' tsc --noEmit
  if [ -e demo/page/app/tsconfig.json ]; then
    step 'types of the demo page' tsc --noEmit -p demo/page/app/tsconfig.json
  fi
  step 'style' biome check .
  check_shell_scripts
  step 'tests' vitest run
  echo "all good in $(($(date +%s) - began)) s"
}

# step NAME COMMAND…
step() {
  name=$1
  shift
  echo "== $name"
  start=$(date +%s)
  if ! "$@"; then
    echo "FAILED: $name ($*)" >&2
    exit 1
  fi
  echo "   $name: $(($(date +%s) - start)) s"
}

check_shell_scripts() {
  if command -v shellcheck >/dev/null; then
    # shellcheck disable=SC2046 # paths in this repository hold no blanks
    step 'shell scripts' shellcheck $(shell_scripts)
  elif [ "${CI:-}" = true ]; then
    echo 'FAILED: shell scripts (CI=true, and shellcheck is not installed)' >&2
    exit 1
  else
    echo 'left out: shell scripts (shellcheck is not installed)'
  fi
}

# Every file of ours whose first line calls a shell.
shell_scripts() {
  find . \( -name node_modules -o -name .git -o -name dist -o -name tmp \) -prune -o -type f -size -200k -print |
    while read -r file; do
      case $(head -c 64 "$file" | tr -d '\000' | head -n 1) in
        '#!'*/sh | '#!'*/bash | '#!'*/dash | '#!/usr/bin/env bash') echo "$file" ;;
      esac
    done
}

main "$@"
