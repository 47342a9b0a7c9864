import type { Kysely } from 'kysely'
import { LOGS, START } from '../audit-chain.ts'
import type { Dialect } from '../dialect.ts'
import type { Schema } from '../schema.ts'

/** Lets sealed entries go, and nothing else; keeps what was told of the ends of the logs, and what open forms are offered. */
export async function createAuditSegments(db: Kysely<Schema>, words: Dialect): Promise<void> {
  await createSealLog(db, words)
  await db.schema
    .createTable('head_notes')
    .addColumn('channel', 'text', (column) => column.primaryKey())
    .addColumn('noted_at', 'text', (column) => column.notNull())
    .addColumn('heads', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('offers')
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('form_id', 'text', (column) => column.notNull())
    .addColumn('until', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('offers_one_an_address', ['server', 'address'])
    .execute()
}

async function createSealLog(db: Kysely<Schema>, words: Dialect): Promise<void> {
  await db.schema
    .createTable('seal_log')
    .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('log', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('last_seq', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addUniqueConstraint('seal_log_one_segment_a_version', ['log', 'version'])
    .execute()
  await db
    .insertInto('audit_heads')
    .values({ log: 'seal_log', ...START })
    .execute()
  await words.forbid(db, 'seal_log', 'update', 'what was sealed is append-only')
  await words.forbid(db, 'seal_log', 'delete', 'what was sealed is append-only')
  for (const log of LOGS) {
    await words.permit(db, log, 'delete')
    await words.forbidUnsealed(db, log, 'the log is append-only: only what is sealed is taken out')
  }
}
