import { resolve } from 'node:path'
import { isDay } from '../../dhcpd/tenure.ts'
import { subjectSaid } from '../../usecases/audit-line.ts'
import { ExplainedError } from '../../usecases/explained-error.ts'
import { headText } from '../../usecases/note-heads.ts'
import type { KeptEntry, Segment } from '../../usecases/ports.ts'
import { visible } from '../local/terminal.ts'
import type { AuditDesk, AuditTools } from './commands.ts'

export interface SealFlags {
  readonly config: string
  readonly before: string
  readonly to?: string
  readonly forget: boolean
}

const DONE = 0
const REFUSED = 1

/**
 * Seals what is older than a day, and tells what stays and why.
 * @returns the exit code: 0 done, or nothing is that old; 1 refused with the reason.
 */
export async function seal(
  { before, to, forget }: SealFlags,
  { audit, clock, user }: Pick<AuditDesk, 'audit' | 'clock' | 'user'>,
  { out }: Pick<AuditTools, 'out'>,
): Promise<number> {
  if (forget === (to !== undefined)) throw whereTo(forget)
  const at = clock()
  const file = to === undefined ? undefined : resolve(to)
  const { segments, kept } = await audit.seal({ before: beginOf(before, at), file, localUser: user, at })
  for (const segment of segments) out(segmentSaid(segment))
  for (const entry of kept) out(keptSaid(entry))
  if (segments.length === 0 && kept.length === 0)
    out(`No entry in the store is older than ${before}: nothing to seal.\n`)
  if (segments.length === 0) return kept.length === 0 ? DONE : REFUSED
  const end = (await audit.heads()).find(({ log }) => log === 'seal_log')
  if (end) out(`What was sealed is noted in the store. Its end: ${headText(end)}\n`)
  if (to !== undefined) out(`Keep the file. To verify it: leasehold audit verify --with ${visible(to)}\n`)
  return DONE
}

/** A segment in a line. */
export function segmentSaid({ log, first, last, at, file, digest }: Segment): string {
  const entries = first === last ? `entry ${first}` : `entries ${first} to ${last}`
  const place = file === null ? 'let go without a file' : `exported to ${visible(file)}`
  return `${log}: ${entries} sealed on ${at.slice(0, 10)}, ${place}, sha256 ${digest}\n`
}

function keptSaid({ log, seq, subject, why }: KeptEntry): string {
  const what = subjectSaid({ log, subject })
  const reason = why === 'open' ? `${what} is still open` : `people are still to be told of ${what}`
  return `${log}: entry ${seq} stays, and all after it: ${reason}.\n`
}

function whereTo(forget: boolean): ExplainedError {
  return forget
    ? new ExplainedError('--to and --forget exclude each other.', 'Give one of them.')
    : new ExplainedError(
        'Nothing is sealed without a copy of it.',
        'Say where to: --to FILE.jsonl.gz. To let the entries go for good: --forget.',
      )
}

/** The instant at which a day begins, in UTC. */
function beginOf(day: string, now: string): string {
  if (!isDay(day))
    throw new ExplainedError(`--before: there is no day ${visible(day)}.`, 'Write it as 2026-01-01.')
  const begin = `${day}T00:00:00.000Z`
  if (begin <= now) return begin
  throw new ExplainedError(`--before: ${day} is still to come.`, 'Name a day that is past.')
}
