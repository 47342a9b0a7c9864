import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ByteString, toBytes } from '../../../src/dhcpd/source.ts'

/** What dhcpd says of a configuration; it says nothing where it crashes or does not come to an end. */
export type Verdict = 'accepted' | 'refused' | 'none'

export interface Case {
  readonly content: ByteString
  readonly family: 4 | 6
}

const DHCPD = '/usr/sbin/dhcpd'

export const hasDhcpd: boolean = existsSync(DHCPD)

/**
 * Tests the files named on standard input one after the other, each line `FAMILY FILE`; answers with exit codes.
 * Some broken files make dhcpd run for ever or take all memory: hence the limits.
 */
const LOOP = `
  ulimit -c 0; ulimit -t 2; ulimit -v 2000000
  while read -r family file; do
    ${DHCPD} -t "-$family" -cf "$file" </dev/null >/dev/null 2>&1
    echo $?
  done 2>/dev/null
`

/** The real dhcpd, with a folder of its own in which files to include can stand. */
export class Oracle {
  readonly #folder = mkdtempSync(join(tmpdir(), 'leasehold-oracle-'))
  readonly #width: number

  /** @param width how many processes run at a time */
  constructor(included: Readonly<Record<string, ByteString>> = {}, width = 2) {
    this.#width = width
    for (const [name, content] of Object.entries(included)) {
      writeFileSync(join(this.#folder, name), toBytes(content))
    }
  }

  /** The verdicts on configurations, in their order. */
  async verdicts(cases: readonly Case[]): Promise<Verdict[]> {
    const lines = cases.map(({ content, family }, index) => {
      const file = `case-${index}.conf`
      writeFileSync(join(this.#folder, file), toBytes(content))
      return `${family} ${file}\n`
    })
    const shares = Array.from({ length: this.#width }, (_, share) =>
      lines.filter((_line, index) => index % this.#width === share),
    )
    const answers = await Promise.all(shares.map((share) => this.#run(share)))
    return cases.map(
      (_case, index) => answers[index % this.#width]?.[Math.floor(index / this.#width)] ?? 'none',
    )
  }

  async verdict(one: Case): Promise<Verdict> {
    const [verdict = 'none'] = await this.verdicts([one])
    return verdict
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #run(lines: readonly string[]): Promise<Verdict[]> {
    const { promise, resolve, reject } = Promise.withResolvers<Verdict[]>()
    const shell = spawn('/bin/sh', ['-c', LOOP], { cwd: this.#folder, stdio: ['pipe', 'pipe', 'ignore'] })
    let answer = ''
    shell.stdout.setEncoding('utf8').on('data', (text: string) => {
      answer += text
    })
    shell.on('error', reject)
    shell.on('close', () => resolve(answer.split('\n').slice(0, -1).map(verdictOf)))
    shell.stdin.end(lines.join(''))
    return promise
  }
}

function verdictOf(exitCode: string): Verdict {
  if (exitCode === '0') return 'accepted'
  return exitCode === '1' ? 'refused' : 'none'
}
