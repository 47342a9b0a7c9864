import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** Whom approvers have named for while they are away. What happens to that stands in the log of the queues. */
export async function createDelegations(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('delegations')
    .addColumn('team', 'text', (column) => column.notNull())
    .addColumn('user', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('until', 'text', (column) => column.notNull())
    .addColumn('delegation', 'text')
    .addPrimaryKeyConstraint('delegations_one_an_approver', ['team', 'user'])
    .execute()
  await db.schema.createIndex('delegations_by_end').on('delegations').column('until').execute()
}
