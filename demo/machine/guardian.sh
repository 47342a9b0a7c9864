#!/bin/sh
# Keeps the demo's machine: starts it, waits for the end of stdin (the demo closed it or died, however it died), then
# kills all that ran in it and takes its network namespaces away.
#   guardian.sh INIT NAMESPACE…
init=$1
shift
# A process namespace of its own: when its first process is killed, the kernel kills everything else in it.
setpriv --pdeathsig KILL unshare --pid --fork --kill-child --mount-proc sh "$init" </dev/null 2>"${init%/*}/machine.log" &
machine=$!
cat >/dev/null
kill -KILL "$machine" 2>/dev/null
wait "$machine" 2>/dev/null
for namespace; do
  for pid in $(ip netns pids "$namespace" 2>/dev/null); do kill -KILL "$pid" 2>/dev/null; done
  ip netns del "$namespace" 2>/dev/null
done
