import { accessSync, constants, globSync } from 'node:fs'
import { join } from 'node:path'
import { env, getuid, platform } from 'node:process'

/** What a real test may need of the machine: rights, a kernel, or a program by its name. */
export type Need =
  | 'root'
  | 'linux'
  | 'sshd'
  | 'ssh'
  | 'ssh-keygen'
  | 'ssh-agent'
  | 'ssh-add'
  | 'sudo'
  | 'visudo'
  | 'systemd-analyze'
  | 'script'
  | 'dhcpd'
  | 'dhclient'
  | 'ip'
  | 'flock'
  | 'chromium'
  | 'shellcheck'
  | 'busybox'
  | 'dash'
  | 'strace'
  | 'setfacl'
  | 'setfattr'
  | 'unshare'
  | 'python3'
  | 'initdb'

export interface Needs {
  readonly skip: boolean
  /** Why tests are skipped, for their name; empty when nothing is missing. */
  readonly why: string
}

/**
 * Looks for what the tests of a file need: `const machine = needs('root', 'dhcpd')`, then
 * `describe.skipIf(machine.skip)(…)`. What is left out is said.
 * @throws Error where `CI=true`: there nothing may be skipped.
 */
export function needs(...parts: readonly Need[]): Needs {
  const missing = parts.filter((part) => !isHere(part))
  if (missing.length === 0) return { skip: false, why: '' }
  const why = `missing on this machine: ${missing.join(', ')}`
  if (env.CI === 'true') throw new Error(`CI=true allows no test to be skipped; ${why}`)
  console.warn(`left out: ${why}`)
  return { skip: true, why }
}

function isHere(part: Need): boolean {
  if (part === 'root') return getuid?.() === 0
  if (part === 'linux') return platform === 'linux'
  return locate(part) !== undefined
}

/** Where a program is, on the path or where daemons live. */
export function locate(program: string): string | undefined {
  return searchPath()
    .map((folder) => join(folder, program))
    .find(isExecutable)
}

/** Daemons live where an ordinary user's path does not look, and PostgreSQL's programs in a folder for each version. */
function searchPath(): readonly string[] {
  const daemons = ['/usr/local/sbin', '/usr/sbin', '/sbin']
  const databases = globSync('/usr/lib/postgresql/*/bin').toSorted().toReversed()
  return [...(env.PATH ?? '').split(':').filter(Boolean), ...daemons, ...databases]
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
