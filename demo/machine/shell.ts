import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What a program printed on stdout. Rejects with its message when it ends with another code than 0. */
export async function output(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(program, args)
  return stdout
}

/** Runs `ip` with the words of one line. */
export async function ip(line: string): Promise<string> {
  return output('ip', ...line.split(' '))
}

/** A word for a shell's command line. */
export function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}
