import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** How far the changes of failover pairs have come. */
export async function createPairs(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('pairs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('step', 'text', (column) => column.notNull())
    .execute()
}
