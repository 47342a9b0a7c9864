import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** What people were shown in answer to commands, for the buttons under it. */
export async function createAnswers(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('answers')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('team', 'text', (column) => column.notNull())
    .addColumn('user', 'text', (column) => column.notNull())
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('shown', 'text', (column) => column.notNull())
    .addColumn('shown_at', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('answers_by_age').on('answers').column('shown_at').execute()
}
