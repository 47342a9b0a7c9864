import { type Kysely, sql } from 'kysely'
import { type Link, LOGS, type LogName, linkAfter, START } from '../audit-chain.ts'
import type { Dialect } from '../dialect.ts'
import type { Schema } from '../schema.ts'

/** The column of each log that says what an entry is about. */
const SUBJECTS = { audit_log: 'request_id', queue_log: 'server' } as const

/** So many entries are linked at a time. */
const PAGE = 1_000

/** Links the entries of the logs by hashes, those that are there already too. */
export async function createAuditChain(db: Kysely<Schema>, words: Dialect): Promise<void> {
  await db.schema
    .createTable('audit_heads')
    .addColumn('log', 'text', (column) => column.primaryKey())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute()
  for (const log of LOGS) await chain(db, log, words)
}

async function chain(db: Kysely<Schema>, log: LogName, words: Dialect): Promise<void> {
  await db.schema
    .alterTable(log)
    .addColumn('hash', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  await words.permit(db, log, 'update')
  const head = await linkAll(db, log)
  await words.forbid(db, log, 'update', 'the log is append-only')
  await db
    .insertInto('audit_heads')
    .values({ log, ...head })
    .execute()
}

/** The numbers have no gaps: an entry that was not stored took none. */
async function linkAll(db: Kysely<Schema>, log: LogName): Promise<Link> {
  let head = START
  for (;;) {
    const { rows } = await sql<{ seq: number; subject: string; version: number; at: string; event: string }>`
      select seq, cast(${sql.ref(SUBJECTS[log])} as text) as subject, version, at, event from ${sql.table(log)}
      where seq > ${head.seq} order by seq limit ${PAGE}
    `.execute(db)
    if (rows.length === 0) return head
    for (const row of rows) {
      head = linkAfter({ ...head, seq: row.seq - 1 }, row)
      await db.updateTable(log).set({ hash: head.hash }).where('seq', '=', row.seq).execute()
    }
  }
}
