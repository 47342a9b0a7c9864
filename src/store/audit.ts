import { type Kysely, sql } from 'kysely'
import type { AuditEntry, AuditHead, AuditStore, AuditVerdict } from '../usecases/ports.ts'
import { type Link, LOGS, type LogName, linkAfter, START } from './audit-chain.ts'
import type { Schema } from './schema.ts'

/** So many entries are held at a time. */
const PAGE = 1_000

/** The logs, as they are read for those who audit. */
export function auditStore(db: Kysely<Schema>): AuditStore {
  return {
    heads: () => heads(db),
    verify: (noted) => verify(db, noted),
    async *entries() {
      for (const log of LOGS) yield* entriesOf(db, log)
    },
  }
}

async function heads(db: Kysely<Schema>): Promise<readonly AuditHead[]> {
  return db.selectFrom('audit_heads').select(['log', 'seq', 'hash']).orderBy('log').execute()
}

/** Works every hash out again, and holds the ends against the heads that are kept and those that were noted elsewhere. */
async function verify(db: Kysely<Schema>, noted: readonly AuditHead[]): Promise<AuditVerdict> {
  const kept: AuditHead[] = []
  for (const log of LOGS) {
    const known = noted.filter((head) => head.log === log)
    const { head, newest } = await endOf(db, log)
    let last: Link = START
    for await (const entry of entriesOf(db, log, head?.seq ?? 0)) {
      const fault = faultOf(entry, last) ?? faultAgainst(entry, known)
      if (fault) return { kind: 'broken', log, seq: last.seq + 1, fault }
      last = entry
    }
    const isWhole = head?.seq === last.seq && head.hash === last.hash && newest <= last.seq
    if (!isWhole || known.some(({ seq }) => seq > last.seq)) {
      return { kind: 'broken', log, seq: last.seq + 1, fault: 'cut-off' }
    }
    kept.push(head)
  }
  return { kind: 'intact', heads: kept }
}

/**
 * The head of a log and the number of its newest entry, as they stand at one moment. What the bot appends after that, while
 * the entries are worked out, is not judged.
 */
async function endOf(
  db: Kysely<Schema>,
  log: LogName,
): Promise<{ head: AuditHead | undefined; newest: number }> {
  const row = await db
    .selectFrom('audit_heads')
    .select([
      'log',
      'seq',
      'hash',
      sql<number>`(select coalesce(max(seq), 0) from ${sql.table(log)})`.as('newest'),
    ])
    .where('log', '=', log)
    .executeTakeFirst()
  return { head: row && { log, seq: row.seq, hash: row.hash }, newest: row?.newest ?? 0 }
}

function faultOf(entry: AuditEntry, last: Link): 'removed' | 'changed' | undefined {
  if (entry.seq !== last.seq + 1) return 'removed'
  return linkAfter(last, entry).hash === entry.hash ? undefined : 'changed'
}

/** Whoever can write every hash anew cannot write those anew that were noted elsewhere. */
function faultAgainst({ seq, hash }: AuditEntry, noted: readonly AuditHead[]): 'changed' | undefined {
  return noted.some((head) => head.seq === seq && head.hash !== hash) ? 'changed' : undefined
}

/** @param end number of the last entry that is wanted */
async function* entriesOf(
  db: Kysely<Schema>,
  log: LogName,
  end = Number.POSITIVE_INFINITY,
): AsyncGenerator<AuditEntry> {
  const subject = sql.ref(log === 'audit_log' ? 'request_id' : 'server')
  for (let after = 0; ; ) {
    const { rows } = await sql<Omit<AuditEntry, 'log'>>`
      select seq, cast(${subject} as text) as subject, version, at, event, hash from ${sql.table(log)}
      where seq > ${after} order by seq limit ${PAGE}
    `.execute(db)
    for (const row of rows) if (row.seq <= end) yield { log, ...row }
    const last = rows.at(-1)
    if (!last || last.seq >= end) return
    after = last.seq
  }
}
