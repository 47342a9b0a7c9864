import { accessSync, constants } from 'node:fs'
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
  return searchPath().some((folder) => isExecutable(join(folder, part)))
}

/** Daemons live where an ordinary user's path does not look. */
function searchPath(): readonly string[] {
  return [...(env.PATH ?? '').split(':').filter(Boolean), '/usr/local/sbin', '/usr/sbin', '/sbin']
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
