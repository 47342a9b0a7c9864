import type { Kysely } from 'kysely'
import type { HeadNotes } from '../usecases/ports.ts'
import type { Schema } from './schema.ts'

/** When the ends of the logs were last told in a channel, and what they were. */
export function headNoteStore(db: Kysely<Schema>): HeadNotes {
  return {
    // The conditions are in the statement, so that one of several bots tells it.
    async take({ channel, heads, at }, olderThan) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('head_notes')
        .values({ channel, heads, noted_at: at })
        .onConflict((conflict) =>
          conflict
            .column('channel')
            .doUpdateSet({ heads, noted_at: at })
            .where('head_notes.noted_at', '<=', olderThan)
            .where('head_notes.heads', '!=', heads),
        )
        .executeTakeFirstOrThrow()
      return numInsertedOrUpdatedRows !== 0n
    },
    async giveBack({ channel, at }) {
      await db.deleteFrom('head_notes').where('channel', '=', channel).where('noted_at', '=', at).execute()
    },
  }
}
