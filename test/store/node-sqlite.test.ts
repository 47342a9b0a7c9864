import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/node-sqlite.ts'
import { temporaryPath } from './temporary-store.ts'

test('every commit is synced to the disk before it is acknowledged', () => {
  const database = openDatabase(temporaryPath())

  const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'].map(
    (name) => Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0],
  )

  database.close()
  const full = 2
  expect(settings).toEqual(['wal', full, 1, 1_000])
})
