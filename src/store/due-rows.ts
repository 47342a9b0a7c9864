import type { Kysely } from 'kysely'
import type { Outbox } from '../usecases/ports.ts'
import type { Schema } from './schema.ts'

/** What every table of messages has in common: rows fall due, are done, or are put off. */
export function dueRows(
  db: Kysely<Schema>,
  table: 'deliveries' | 'announcements',
): Omit<Outbox<never>, 'due'> {
  return {
    async next() {
      const row = await db.selectFrom(table).select('due_at').orderBy('due_at').limit(1).executeTakeFirst()
      return row?.due_at
    },
    async done(ids) {
      if (ids.length > 0) await db.deleteFrom(table).where('id', 'in', ids).execute()
    },
    async postpone(id, until) {
      await db
        .updateTable(table)
        .set((column) => ({ due_at: until, attempts: column('attempts', '+', 1) }))
        .where('id', '=', id)
        .execute()
    },
  }
}
