import type { Kysely, RawBuilder, Transaction } from 'kysely'
import { LeaseLost, type WorkLease, type WorkLeaseStore } from '../usecases/ports.ts'
import type { Dialect } from './dialect.ts'
import type { Schema } from './schema.ts'

/** Who may do what alone. Every answer comes of one statement, so that of several processes one has it. */
export function workLeaseStore(db: Kysely<Schema>, { fromNow }: Dialect): WorkLeaseStore {
  return {
    async take(work, owner, milliseconds) {
      const until = fromNow(milliseconds)
      const row = await db
        .insertInto('work_leases')
        .values({ work, owner, epoch: 1, until })
        .onConflict((conflict) =>
          conflict
            .column('work')
            .doUpdateSet((row) => ({ owner, epoch: row('work_leases.epoch', '+', 1), until }))
            .where('work_leases.until', '<=', fromNow(0)),
        )
        .returning('epoch')
        .executeTakeFirst()
      return row && { work, owner, epoch: row.epoch }
    },
    renew: (lease, milliseconds) => set(db, lease, { until: fromNow(milliseconds) }),
    async giveBack(lease) {
      await set(db, lease, { until: fromNow(0) })
    },
  }
}

/** What a transaction that writes has to be sure of before it does. */
export type Fence = (trx: Transaction<Schema>) => Promise<void>

/** Whoever may write at any time. */
export const unfenced: Fence = async () => {}

/**
 * Lets a transaction through only while nobody else has taken the work over. An update that changes nothing locks the
 * row on both databases, so that nobody takes it over before the transaction has ended.
 */
export function fenceOf(lease: WorkLease): Fence {
  return async (trx) => {
    if (!(await set(trx, lease, { epoch: lease.epoch }))) throw new LeaseLost(lease.work)
  }
}

/** @returns whether the lease still was this one. */
async function set(
  db: Kysely<Schema>,
  { work, owner, epoch }: WorkLease,
  what: { readonly epoch: number } | { readonly until: RawBuilder<string> },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('work_leases')
    .set(what)
    .where('work', '=', work)
    .where('owner', '=', owner)
    .where('epoch', '=', epoch)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}
