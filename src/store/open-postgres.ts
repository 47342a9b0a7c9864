import { Kysely, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { postgresWords } from './dialect.ts'
import { doorbellOf, installDoorbell } from './doorbell.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { clientConfig, HASTY, type Limits, nodePostgresDialect, openPool, PATIENT } from './node-postgres.ts'
import type { Opened } from './opened.ts'
import { explainPostgres, explainWork } from './postgres-failure.ts'
import type { Schema } from './schema.ts'
import { StoreError } from './store-error.ts'

/**
 * Opens the store in a PostgreSQL database and brings its schema up to date.
 * @throws StoreError (rejects) when the database cannot be used.
 */
export async function openPostgres(url: string, at: string): Promise<Opened> {
  const schema = await prepare(url, at)
  const { db, words } = connectPostgres(url, HASTY)
  const { ringIn, ...shared } = doorbellOf(url, db, schema)
  return { db, words, ringIn, shared }
}

/** @returns the schema of the bell */
async function prepare(url: string, at: string): Promise<string> {
  await using patient = connectPostgres(url, PATIENT)
  try {
    await migrate(patient.db, patient.words, migrations, at)
    return await installDoorbell(url, patient.db)
  } catch (error) {
    throw explainPostgres(error, patient.name)
  }
}

/** A database that is connected to when it is first asked. */
export function connectPostgres(url: string, limits: Limits) {
  const name = nameOf(url)
  const dialect = nodePostgresDialect(openPool(url, limits), (error) => explainWork(error, name))
  const db = new Kysely<Schema>({ dialect })
  return {
    db,
    name,
    words: postgresWords((trx) => refuseOther(trx, name)),
    [Symbol.asyncDispose]: () => db.destroy(),
  }
}

/** What people are shown of a URL: no password, and nothing else of what follows the database (SAFETY K4). */
export function nameOf(url: string): string {
  const { user, host, port, database } = readUrl(url)
  return `postgres://${user}@${host}:${port}/${database}`
}

/** The driver reads the URL, and with it the files that it names. */
function readUrl(url: string): pg.Client {
  try {
    return new pg.Client(clientConfig(url, HASTY))
  } catch (error) {
    throw new StoreError(
      `The URL in \`store.postgres\` cannot be used: ${error instanceof Error ? error.message : error}.`,
      'Write it as postgres://USER:PASSWORD@HOST/DATABASE, and let sslrootcert name a file that is there.',
      { cause: error },
    )
  }
}

/** A database of another program is never migrated. Its tables are known by ours missing; those of extensions do not count. */
async function refuseOther(trx: Transaction<Schema>, name: string): Promise<void> {
  const { rows } = await sql<{ encoding: string; isUsed: boolean; isOurs: boolean }>`
    select current_setting('server_encoding') as encoding,
      exists (
        select from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
        and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')
      ) as "isUsed",
      exists (
        select from information_schema.columns
        where table_schema = current_schema() and table_name = 'schema_migrations' and column_name = 'applied_at'
      ) as "isOurs"
  `.execute(trx)
  const [found] = rows
  if (found?.isUsed && !found.isOurs) {
    throw new StoreError(
      `${name} is the database of another program.`,
      'Let `store.postgres` name a database of its own: createdb --owner USER NAME.',
    )
  }
  if (found?.encoding !== 'UTF8') {
    throw new StoreError(
      `The store ${name} cannot be used: its encoding is ${found?.encoding}.`,
      'Make a database that holds any letter: createdb --encoding UTF8 --template template0 NAME.',
    )
  }
}
