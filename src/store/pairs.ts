import type { Kysely } from 'kysely'
import type { PairStep } from '../usecases/pair-progress.ts'
import type { PairStore } from '../usecases/ports.ts'
import { readJsonColumn } from './json-column.ts'
import type { Schema } from './schema.ts'

/** How far each change of a failover pair has come, by its transaction. */
export function pairStore(db: Kysely<Schema>): PairStore {
  return {
    async find(id) {
      const row = await db.selectFrom('pairs').selectAll().where('id', '=', id).executeTakeFirst()
      return row && { id, server: row.server, step: readJsonColumn<PairStep>(`pairs row ${id}`, row.step) }
    },
    async keep({ id, server, step }) {
      const row = { id, server, step: JSON.stringify(step) }
      await db
        .insertInto('pairs')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute()
    },
  }
}
