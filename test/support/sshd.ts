import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { isListening, prepareSshd, type SshAccess } from '../../demo/machine/sshd.ts'

/** A real sshd without a machine round it. */
export interface TestSshd {
  readonly access: SshAccess
  /** Its folder: `authorized_keys`, `host_key`, and what a test puts there. */
  readonly folder: string
  /** What it said so far. */
  log(): string
}

export interface TestSshdOptions {
  /** What the key may run; it may open connections to other machines in any case. `cat` by default. */
  readonly command?: string
  /** Lines of sshd_config before its own, which win. */
  readonly config?: (folder: string) => string
}

/** Starts an sshd that lets one key in; it is gone, with its folder, when the test has ended. */
export async function startSshd({ command = 'cat', config }: TestSshdOptions = {}): Promise<TestSshd> {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-sshd-'))
  const access = await prepareSshd(folder, command)
  const keys = `${folder}/authorized_keys`
  writeFileSync(keys, readFileSync(keys, 'utf8').replace('restrict,', 'restrict,port-forwarding,'))
  const file = `${folder}/sshd_config`
  if (config) writeFileSync(file, `${config(folder)}\n${readFileSync(file, 'utf8')}`)
  // It dies with the tests, however they end.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '/usr/sbin/sshd', '-D', '-e', '-f', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += String(chunk)
  })
  const ended = once(child, 'exit')
  onTestFinished(async () => {
    child.kill()
    await ended
    rmSync(folder, { recursive: true, force: true })
  })
  const deadline = performance.now() + 10_000
  while (!(await isListening(access))) {
    if (performance.now() > deadline) throw new Error('sshd did not start')
    await setTimeout(10)
  }
  return { access, folder, log: () => said }
}
