import { Kysely } from 'kysely'
import { sqliteWords } from './dialect.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { nodeSqliteDialect } from './node-sqlite.ts'
import { explainOpening, openFile } from './open-file.ts'
import type { Schema } from './schema.ts'

/**
 * Opens the store in a SQLite file, makes the file when there is none and brings its schema up to date.
 * @throws StoreError (rejects) when the file cannot be used.
 */
export async function openSqlite(path: string, at: string): Promise<Kysely<Schema>> {
  const db = new Kysely<Schema>({ dialect: nodeSqliteDialect(openFile(path)) })
  try {
    await migrate(db, sqliteWords, migrations, at)
    return db
  } catch (error) {
    await db.destroy()
    throw explainOpening(error, path)
  }
}
