import { type Kysely, sql } from 'kysely'
import type { AuditEntry } from '../usecases/ports.ts'
import type { ChainName } from './audit-chain.ts'
import type { Schema } from './schema.ts'

/** The column of each log that says what an entry is about. */
const SUBJECTS = { audit_log: 'request_id', queue_log: 'server', seal_log: 'log' } as const

/** So many entries are held at a time. */
const PAGE = 1_000

/**
 * The entries of a log that are in the store, oldest first.
 * @param after number of the entry behind which they begin
 * @param end number of the last one that is wanted
 */
export async function* entriesOf(
  db: Kysely<Schema>,
  log: ChainName,
  after = 0,
  end = Number.POSITIVE_INFINITY,
): AsyncGenerator<AuditEntry> {
  const subject = sql.ref(SUBJECTS[log])
  for (let known = after; ; ) {
    const { rows } = await sql<Omit<AuditEntry, 'log'>>`
      select seq, cast(${subject} as text) as subject, version, at, event, hash from ${sql.table(log)}
      where seq > ${known} order by seq limit ${PAGE}
    `.execute(db)
    for (const row of rows) if (row.seq <= end) yield { log, ...row }
    const last = rows.at(-1)
    if (!last || last.seq >= end) return
    known = last.seq
  }
}
