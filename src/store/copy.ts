import { existsSync } from 'node:fs'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { AuditHead } from '../usecases/ports.ts'
import { auditStore } from './audit.ts'
import { claimDatabase } from './claim-database.ts'
import { claimFile } from './claim-file.ts'
import { takeSteps } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { PATIENT } from './node-postgres.ts'
import { connectPostgres } from './open-postgres.ts'
import { openSqlite } from './open-sqlite.ts'
import { explainPostgres } from './postgres-failure.ts'
import type { Schema } from './schema.ts'
import { StoreError } from './store-error.ts'
import { addRows, type Content, contentOf, pagesOf, TABLE_NAMES, TABLES, type TableName } from './tables.ts'

/** What was copied, and found to be the same in both. */
export interface Copied {
  /** The database, as people are shown it. */
  readonly to: string
  readonly tables: readonly (Content & { readonly table: TableName })[]
  readonly heads: readonly AuditHead[]
}

/**
 * Copies a whole SQLite store into an empty PostgreSQL database, neither of which a bot may have open: all of it, read
 * back and found to be the same, or nothing. The source is brought up to date first, as a bot would, and is otherwise left as it was.
 * @param at ISO 8601 instant for the record of the steps of the schema.
 * @throws StoreError (rejects) when it cannot be done; nothing is left of it in the target then.
 */
export async function copyStore(path: string, url: string, at: string): Promise<Copied> {
  if (!existsSync(path))
    throw new StoreError(`There is no store ${path}.`, 'Name the file that `store.sqlite` names.')
  await using parts = new AsyncDisposableStack()
  parts.defer(claimFile(path))
  const source = await openSqlite(path, at)
  parts.defer(() => source.destroy())
  // A bot that takes the claim after it was cut waits for the schema until the copy is done.
  parts.defer(await claimDatabase(url, 'alone', () => {}))
  const target = parts.use(connectPostgres(url, PATIENT))
  const copying = source.transaction().execute((from) =>
    target.db.transaction().execute(async (to) => {
      await takeSteps(to, target.words, migrations, at)
      await refuseFull(to, target.name)
      return copyAll(from, to)
    }),
  )
  const copied = await copying.catch((error: unknown) => {
    throw explainPostgres(error, target.name)
  })
  return { to: target.name, ...copied }
}

/** What a bot wrote there would be mixed with what is copied. */
async function refuseFull(to: Transaction<Schema>, name: string): Promise<void> {
  for (const table of TABLE_NAMES.filter((candidate) => candidate !== 'audit_heads')) {
    if ((await contentOf(to, table)).rows === 0) continue
    throw new StoreError(
      `The store ${name} is not empty: there are rows in ${table}.`,
      'Copy into a database that no bot has worked on: createdb --owner USER NAME.',
    )
  }
}

async function copyAll(from: Transaction<Schema>, to: Transaction<Schema>): Promise<Omit<Copied, 'to'>> {
  await to.deleteFrom('audit_heads').execute()
  const tables = []
  for (const table of TABLE_NAMES) {
    for await (const rows of pagesOf(from, table)) await addRows(to, table, rows)
    tables.push({ table, ...(await sameContent(from, to, table)) })
  }
  await keepSequences(from, to)
  const verdict = await auditStore(to).verify(await auditStore(from).heads())
  if (verdict.kind === 'intact') return { tables, heads: verdict.heads }
  throw new StoreError(
    `The record is not whole: entry ${verdict.seq} of ${verdict.log} is not what was written.`,
    'Nothing was copied. See: leasehold audit verify',
  )
}

async function sameContent(from: Kysely<Schema>, to: Kysely<Schema>, table: TableName): Promise<Content> {
  const [there, here] = [await contentOf(to, table), await contentOf(from, table)]
  if (there.rows === here.rows && there.digest === here.digest) return there
  throw new StoreError(
    `The copy of ${table} does not read as the table itself: ${there.rows} rows of ${here.rows}.`,
    'Nothing was copied. Please report it.',
  )
}

/** An id that was given is never given again, also where its row is gone. */
async function keepSequences(from: Transaction<Schema>, to: Transaction<Schema>): Promise<void> {
  const { rows } = await sql<{ name: TableName; seq: number }>`
    select name, seq from sqlite_sequence where seq > 0
  `.execute(from)
  for (const { name, seq } of rows) {
    await sql`select setval(pg_get_serial_sequence(${name}, ${TABLES[name][0]}), ${seq})`.execute(to)
  }
}
