import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import type { StoreSettings } from '../../src/config/settings.ts'
import type { Statement } from './statements.ts'

/** A database to be asked beside the store that is open in it. */
export interface Side extends AsyncDisposable {
  /** Runs a statement without a limit of time. */
  run(text: string, values?: readonly string[]): Promise<void>
  rows<T>(text: string): Promise<readonly T[]>
  /** How the database goes about a statement, in its own words. */
  plan(statement: Statement): Promise<string>
}

export async function openSide(place: StoreSettings): Promise<Side> {
  if (!('postgres' in place)) return sqliteSide(new DatabaseSync(place.sqlite, { timeout: 60_000 }))
  const client = new pg.Client(place.postgres)
  await client.connect()
  return {
    run: async (text, values = []) => void (await client.query(text, [...values])),
    rows: async (text) => (await client.query(text)).rows,
    async plan({ text, values }) {
      const { rows } = await client.query(`explain (costs off) ${text}`, [...values])
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}

function sqliteSide(database: DatabaseSync): Side {
  return {
    run: async (text, values = []) => void database.prepare(text).run(...values),
    rows: async <T>(text: string) => database.prepare(text).all() as T[],
    // What it asks for need not be said: the plan is the same.
    async plan({ text }) {
      const rows = database.prepare(`explain query plan ${text}`).all()
      return rows.map(({ detail }) => detail).join('\n')
    },
    [Symbol.asyncDispose]: async () => database.close(),
  }
}
