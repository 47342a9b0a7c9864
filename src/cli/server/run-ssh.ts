import { spawn } from 'node:child_process'
import { ExplainedError } from '../../usecases/explained-error.ts'

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly input?: string
  /**
   * `asks` lets ssh speak with the person at the terminal, for passwords; `is` gives it the terminal altogether, so
   * that nothing of what it prints is told. Without either it asks nobody.
   */
  readonly terminal?: 'asks' | 'is' | undefined
}

/** Runs the system's own `ssh`. @throws ExplainedError where there is none */
export function runSsh(words: readonly string[], { input, terminal }: RunOptions = {}): Promise<Ran> {
  const { promise, resolve, reject } = Promise.withResolvers<Ran>()
  const batch = terminal === undefined ? ['-o', 'BatchMode=yes'] : []
  const output = terminal === 'is' ? 'inherit' : 'pipe'
  const stdin = input !== undefined ? 'pipe' : terminal === undefined ? 'ignore' : 'inherit'
  const child = spawn('ssh', [...batch, ...words], { stdio: [stdin, output, output] })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout?.on('data', (chunk) => stdout.push(chunk))
  child.stderr?.on('data', (chunk) => stderr.push(chunk))
  child.once('error', (error) => reject(noSsh(error)))
  child.once('close', (code) =>
    resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
  )
  // What ended before it read everything says so by its exit code.
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(input)
  return promise
}

function noSsh(cause: Error): ExplainedError {
  return new ExplainedError(
    `ssh cannot be run on this machine: ${cause.message}.`,
    'Install OpenSSH’s client (in Debian: openssh-client).',
    { cause },
  )
}
