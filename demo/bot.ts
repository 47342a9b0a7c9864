import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Role } from '../src/roles.ts'
import { CannotRun } from './machine/requirements.ts'

const program = fileURLToPath(new URL('../bin/leasehold', import.meta.url))

/** The bot as its own process, started as an installed one is. */
export interface BotProcess {
  /** Ends it as a service manager would, or with a kill -9. Resolves when it has ended. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
  readonly ended: () => boolean
}

export interface BotOptions {
  readonly config: string
  /** What it does of the bot's work. */
  readonly role: Role
  readonly logPath: string
  readonly env: Readonly<Record<string, string>>
}

/**
 * Starts `leasehold start` and waits until it says that it is ready. It dies with the process that started it.
 * @throws CannotRun with the bot's own words when it ends instead.
 */
export async function startBotProcess(options: BotOptions): Promise<BotProcess> {
  const log = createWriteStream(options.logPath, { flags: 'a', mode: 0o600 })
  const words = ['start', '--config', options.config, '--role', options.role]
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', program, ...words], {
    env: { PATH: process.env.PATH ?? '', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ready = waitForReady(child)
  child.stdout?.pipe(log, { end: false })
  child.stderr?.pipe(log, { end: false })
  if (!(await ready)) throw new CannotRun(`The bot did not start; it said:\n${lastLines(options.logPath)}`)
  return {
    ended: () => hasEnded(child),
    stop: async (signal = 'SIGTERM') => {
      if (hasEnded(child)) return
      const exit = once(child, 'exit')
      child.kill(signal)
      const gone = await Promise.race([exit, setTimeout(10_000, 'late' as const, { ref: false })])
      if (gone === 'late') child.kill('SIGKILL')
      await exit
      log.end()
    },
  }
}

async function waitForReady(child: ChildProcess): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  let said = ''
  child.stdout?.on('data', (chunk) => {
    if (said.length > 100_000) return
    said += String(chunk)
    if (said.includes('Leasehold is ready')) resolve(true)
  })
  child.once('exit', () => resolve(false))
  child.once('error', () => resolve(false))
  return promise
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

function lastLines(path: string): string {
  return readFileSync(path, 'utf8').trim().split('\n').slice(-10).join('\n')
}
