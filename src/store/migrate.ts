import type { Kysely, Transaction } from 'kysely'
import type { Dialect } from './dialect.ts'
import type { Migration } from './migrations/index.ts'
import type { Schema } from './schema.ts'
import { StoreError } from './store-error.ts'
import { inTransaction } from './transaction.ts'

/**
 * Takes the steps that the database has not seen yet, all of them or none, in one transaction: a second process that
 * starts at the same time waits and then finds nothing left to do.
 * @param at ISO 8601 instant for the record of the steps.
 * @throws StoreError when the database has seen steps that this version does not know.
 */
export async function migrate(
  db: Kysely<Schema>,
  words: Dialect,
  migrations: readonly Migration[],
  at: string,
): Promise<void> {
  await inTransaction(db, (trx) => takeSteps(trx, words, migrations, at))
}

/** As {@link migrate}, in a transaction that does more. */
export async function takeSteps(
  trx: Transaction<Schema>,
  words: Dialect,
  migrations: readonly Migration[],
  at: string,
): Promise<void> {
  await words.prepare(trx)
  const taken = await takenSteps(trx)
  refuseNewerSchema(taken, migrations)
  for (const migration of migrations.filter((step) => !taken.includes(step.name))) {
    await migration.up(trx, words)
    await trx.insertInto('schema_migrations').values({ name: migration.name, applied_at: at }).execute()
  }
}

async function takenSteps(trx: Transaction<Schema>): Promise<readonly string[]> {
  await trx.schema
    .createTable('schema_migrations')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('applied_at', 'text', (column) => column.notNull())
    .execute()
  const rows = await trx.selectFrom('schema_migrations').select('name').orderBy('name').execute()
  return rows.map((row) => row.name)
}

function refuseNewerSchema(taken: readonly string[], migrations: readonly Migration[]): void {
  const unknown = taken.filter((name) => !migrations.some((step) => step.name === name))
  if (unknown.length === 0) return
  throw new StoreError(
    `The store was written by a newer Leasehold: it has the schema step ${unknown.join(', ')}, which this version does not know.`,
    'Start the newer version, or restore the backup that was made before the upgrade.',
  )
}
