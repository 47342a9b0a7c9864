import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/**
 * SQLite looks through the deliveries for each of several rows that one statement adds to the audit log, which they refer
 * to; while Slack is slower than the approvals there are thousands of them.
 */
export async function indexDeliveriesByEvent(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createIndex('deliveries_by_event')
    .on('deliveries')
    .columns(['request_id', 'version'])
    .execute()
}
