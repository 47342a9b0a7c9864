import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** A host may hold any byte, in a comment for example, and PostgreSQL's text takes no NUL: JSON writes it otherwise. */
export async function writeHostsAsJson(db: Kysely<Schema>): Promise<void> {
  for (const { server, name, text } of await db.selectFrom('applied_hosts').selectAll().execute()) {
    await db
      .updateTable('applied_hosts')
      .set({ text: JSON.stringify(text) })
      .where('server', '=', server)
      .where('name', '=', name)
      .execute()
  }
}
