import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Family } from '../../inventory/address.ts'

/** What the machine's own dhcpd says of a file: `absent` where there is no dhcpd to ask. */
export type Verdict =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'absent' }

/** By name first; the folders are for users whose PATH has no sbin. */
const PROGRAMS = ['dhcpd', '/usr/sbin/dhcpd', '/usr/local/sbin/dhcpd']
const LONGEST_TEST_MS = 120_000

/** Runs `dhcpd -t` on a file, as it is started for a family. Any exit but 0 is a refusal, a crash too. */
export async function testWithDhcpd(
  path: string,
  family: Family,
  programs: readonly string[] = PROGRAMS,
): Promise<Verdict> {
  for (const program of programs) {
    try {
      await promisify(execFile)(program, [`-${family}`, '-t', '-cf', path], { timeout: LONGEST_TEST_MS })
      return { kind: 'accepted' }
    } catch (error) {
      if (!isMissing(error)) return { kind: 'refused', reason: reasonIn(error) }
    }
  }
  return { kind: 'absent' }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** dhcpd prints its version, copyright and paths before and after what it has to say. */
function reasonIn(error: unknown): string {
  const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
  const lines = output.split('\n').map((line) => line.trimEnd())
  const from = lines.findIndex((line) => / line \d+: /.test(line))
  const to = lines.findIndex((line) => line.startsWith('Configuration file errors'))
  const said = lines
    .slice(Math.max(from, 0), to === -1 ? undefined : to)
    .join('\n')
    .trim()
  return said === '' ? 'it ended without saying why' : said
}
