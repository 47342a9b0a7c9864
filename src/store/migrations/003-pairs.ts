import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** How far the changes of failover pairs have come, and where their members were last seen to differ. */
export async function createPairs(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('pairs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('step', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('differences')
    .addColumn('server', 'text', (column) => column.primaryKey())
    .addColumn('difference', 'text', (column) => column.notNull())
    .execute()
}
