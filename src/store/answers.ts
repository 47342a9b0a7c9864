import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { AnswerStore, Shown } from '../usecases/ports.ts'
import { readJsonColumn } from './json-column.ts'
import type { Schema } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** Milliseconds for which the buttons under an answer work. */
const keptFor = 24 * 60 * 60 * 1_000

/** What people were shown in answer to commands. */
export function answerStore(db: Kysely<Schema>, now: () => Date): AnswerStore {
  return {
    async keep({ team, user }, server, shown) {
      if (shown.length === 0) return []
      const at = now()
      const rows = shown.map((one) => ({
        id: randomUUID(),
        team,
        user,
        server,
        shown: JSON.stringify(one),
        shown_at: at.toISOString(),
      }))
      await inTransaction(db, async (trx) => {
        await trx.deleteFrom('answers').where('shown_at', '<', forgottenAt(at)).execute()
        await trx.insertInto('answers').values(rows).execute()
      })
      return rows.map(({ id }) => id)
    },
    async find(id) {
      const row = await db
        .selectFrom('answers')
        .selectAll()
        .where('id', '=', id)
        .where('shown_at', '>=', forgottenAt(now()))
        .executeTakeFirst()
      return (
        row && {
          person: { team: row.team, user: row.user },
          server: row.server,
          shown: readJsonColumn<Shown>(`answers row ${row.id}`, row.shown),
        }
      )
    },
  }
}

function forgottenAt(now: Date): string {
  return new Date(now.getTime() - keptFor).toISOString()
}
