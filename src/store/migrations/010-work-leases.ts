import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** Which process does what only one of them may do at a time. */
export async function createWorkLeases(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('work_leases')
    .addColumn('work', 'text', (column) => column.primaryKey())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('epoch', 'integer', (column) => column.notNull())
    .addColumn('until', 'text', (column) => column.notNull())
    .execute()
}
