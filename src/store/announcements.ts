import type { Kysely, Transaction } from 'kysely'
import type { Announcement, Outbox } from '../usecases/ports.ts'
import { dueRows } from './due-rows.ts'
import { readJsonColumn } from './json-column.ts'
import type { Schema } from './schema.ts'

/** What the approvals channel is still to be told about servers. */
export function announcementOutbox(db: Kysely<Schema>): Outbox<Announcement> {
  return { ...dueRows(db, 'announcements'), due: (at, limit) => due(db, at, limit) }
}

/** Notes a message in the transaction of what it tells. */
export async function announce(
  trx: Transaction<Schema>,
  server: string,
  subject: Announcement['subject'],
  at: string,
): Promise<void> {
  await trx
    .insertInto('announcements')
    .values({ server, subject: JSON.stringify(subject), attempts: 0, due_at: at })
    .execute()
}

async function due(db: Kysely<Schema>, at: string, limit: number): Promise<readonly Announcement[]> {
  const rows = await db
    .selectFrom('announcements')
    .select(['id', 'server', 'subject', 'attempts'])
    .where('due_at', '<=', at)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    ...row,
    subject: readJsonColumn<Announcement['subject']>(`announcements row ${row.id}`, row.subject),
  }))
}
