import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema.ts'

/** More often than this, no two transactions stand in each other's way by chance. */
const ATTEMPTS = 5

/**
 * Runs work in one transaction: all of it is stored or nothing. PostgreSQL undoes one of two transactions that wait for
 * each other; that one is run again.
 * @param work reads what it decides on in the transaction, and has no effect outside of it.
 */
export async function inTransaction<T>(
  db: Kysely<Schema>,
  work: (trx: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt === ATTEMPTS || !isUndone(error)) throw error
    }
  }
}

/** PostgreSQL's codes for a serialization failure and a deadlock. */
function isUndone(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return code === '40001' || code === '40P01'
}
