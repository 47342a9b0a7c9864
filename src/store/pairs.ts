import type { Kysely, Transaction } from 'kysely'
import type { PairStep } from '../usecases/pair-progress.ts'
import type { MemberDifference, PairStore } from '../usecases/ports.ts'
import { announce } from './announcements.ts'
import { readJsonColumn } from './json-column.ts'
import type { Schema } from './schema.ts'
import { inTransaction } from './transaction.ts'

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
    noteDifference: (server, difference, at) =>
      inTransaction(db, (trx) => noteDifference(trx, server, difference, at)),
  }
}

/** Of several who look at once, one notes it: the others find that the row is not as they read it. */
async function noteDifference(
  trx: Transaction<Schema>,
  server: string,
  difference: MemberDifference,
  at: string,
): Promise<boolean> {
  const row = await trx
    .selectFrom('differences')
    .select('difference')
    .where('server', '=', server)
    .executeTakeFirst()
  const before = row && readJsonColumn<MemberDifference>(`differences row ${server}`, row.difference)
  if (JSON.stringify(before?.hosts ?? []) === JSON.stringify(difference.hosts)) return false
  const next = { server, difference: JSON.stringify(difference) }
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('differences')
    .values(next)
    .onConflict((conflict) =>
      conflict
        .column('server')
        .doUpdateSet(next)
        .where('differences.difference', '=', row?.difference ?? ''),
    )
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 0n) return false
  await announce(trx, server, { kind: 'members', difference }, at)
  return true
}
