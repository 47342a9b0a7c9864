import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { serverInterface } from './network.ts'
import { quote } from './shell.ts'

/** The files of one dhcpd and the commands that run it, the same for the machine's start and for the helper. */
export interface Dhcpd {
  readonly config: string
  readonly leases: string
  readonly pidFile: string
  readonly test: string
  readonly start: string
  readonly stop: string
}

/** Whether dhcpd runs, and since when (ISO 8601). */
export type DaemonState =
  | { readonly running: true; readonly pid: number; readonly since: string }
  | { readonly running: false }

/** Writes the files of a dhcpd that serves the `lan` interface of a network namespace. */
export function prepareDhcpd(folder: string, namespace: string, content: Uint8Array): Dhcpd {
  for (const name of ['etc', 'lib', 'run']) mkdirSync(`${folder}/${name}`, { recursive: true })
  const config = `${folder}/etc/dhcpd.conf`
  const leases = `${folder}/lib/dhcpd.leases`
  const pidFile = `${folder}/run/dhcpd.pid`
  writeFileSync(config, content, { mode: 0o644 })
  writeFileSync(leases, '')
  const files = `-cf ${quote(config)} -lf ${quote(leases)} -pf ${quote(pidFile)}`
  return {
    config,
    leases,
    pidFile,
    test: 'dhcpd -t -4 -cf',
    // By its path, since a busybox shell has an ip of its own that knows no namespaces.
    start: `/sbin/ip netns exec ${namespace} dhcpd -4 -q ${files} ${serverInterface}`,
    stop: `kill "$(cat ${quote(pidFile)})"`,
  }
}

/** The dhcpd that was started with this configuration. */
export function daemonState(dhcpd: Dhcpd): DaemonState {
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const since = startOf(entry, dhcpd.config)
    if (since !== undefined) return { running: true, pid: Number(entry), since }
  }
  return { running: false }
}

function startOf(pid: string, config: string): string | undefined {
  try {
    if (readFileSync(`/proc/${pid}/comm`, 'utf8') !== 'dhcpd\n') return undefined
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    if (!words.includes(config) || words.includes('-t')) return undefined
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // Field 22 of proc(5): clock ticks (100 a second) between the start of the system and that of the process.
    return fields[0] === 'Z' ? undefined : new Date(bootTime() + Number(fields[19]) * 10).toISOString()
  } catch {
    // The process has ended meanwhile.
    return undefined
  }
}

function bootTime(): number {
  return Number(/^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1]) * 1000
}
