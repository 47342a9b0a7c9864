import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, onTestFinished } from 'vitest'
import type { StoreSettings } from '../../src/config/settings.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { StoreError } from '../../src/store/store-error.ts'
import { needs } from '../support/needs.ts'
import { asUser, temporaryDatabase } from '../support/postgres-database.ts'

/** Path of a store's file in a folder that goes away with the test. */
export function temporaryPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'leasehold.db')
}

/** A store on a real file, or in a real database; it is closed and removed with the test. */
export async function temporaryStore(
  place: StoreSettings = { sqlite: temporaryPath() },
  now?: () => Date,
): Promise<Store> {
  const store = await openStore(place, now)
  onTestFinished(() => store.close())
  return store
}

/** What the tests of the store need of a database. */
export interface Kind {
  /** Where a store can be opened that goes away with the test. */
  place(): Promise<StoreSettings>
  /** The same, where the tables are still to be made. */
  emptyPlace(): Promise<StoreSettings>
}

/** Tells the same tests of both databases. */
export function onBothDatabases(tests: (database: Kind) => void): void {
  const machine = needs('initdb')
  const file = async () => ({ sqlite: temporaryPath() })
  const database = (options?: string) => async () => ({ postgres: await temporaryDatabase(options) })
  describe('in SQLite', () => tests({ place: file, emptyPlace: file }))
  describe.skipIf(machine.skip)(`in PostgreSQL${machine.why && ` (${machine.why})`}`, () =>
    tests({ place: database(), emptyPlace: database('template template1') }),
  )
}

/** What somebody else does in the database of a store. */
export async function execute(place: StoreSettings, ...statements: readonly string[]): Promise<void> {
  const all = statements.join(';\n')
  if ('postgres' in place) await asUser(place.postgres, all)
  else withFile(place.sqlite, (database) => database.exec(all))
}

/** What somebody else finds in the database of a store. */
export async function query(place: StoreSettings, statement: string): Promise<Record<string, unknown>[]> {
  if ('postgres' in place) return asUser(place.postgres, statement)
  const rows = withFile(place.sqlite, (database) => database.prepare(statement).all())
  return rows.map((row) => ({ ...row }))
}

function withFile<T>(path: string, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false })
  try {
    return work(database)
  } finally {
    database.close()
  }
}

/** What a store that cannot be opened is refused with. */
export async function failureOf(opening: Promise<unknown>): Promise<StoreError> {
  const error = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(StoreError)
  return error as StoreError
}
