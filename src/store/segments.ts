import type { Kysely } from 'kysely'
import type { Segment } from '../usecases/ports.ts'
import { type Link, type LogName, START } from './audit-chain.ts'
import { readJsonColumn } from './json-column.ts'
import type { Schema } from './schema.ts'

/** What an entry of `seal_log` says, as JSON. */
export interface SealEvent extends Omit<Segment, 'log' | 'at'> {
  readonly type: 'sealed'
  readonly by: { readonly localUser: string }
}

/** A segment with its entry of `seal_log`, and what that repeats of it for the triggers. */
export interface RecordedSegment extends Segment {
  readonly seal: number
  readonly repeated: number
}

/** The segments of all logs, in the order in which they were sealed. */
export async function segmentsIn(db: Kysely<Schema>): Promise<readonly RecordedSegment[]> {
  const rows = await db
    .selectFrom('seal_log')
    .select(['seq', 'log', 'at', 'event', 'last_seq'])
    .orderBy('seq')
    .execute()
  return rows.map(({ seq, log, at, event, last_seq }) => {
    const { type: _, by: _by, ...segment } = readJsonColumn<SealEvent>(`seal_log row ${seq}`, event)
    return { log, ...segment, at, seal: seq, repeated: last_seq }
  })
}

/** Where the entries that are in the store begin: the link of the last one that was sealed. */
export function sealedTo(segments: readonly Segment[], log: LogName): Link {
  const last = segments.findLast((segment) => segment.log === log)
  return last ? { seq: last.last, hash: last.after } : START
}
