import { rmSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { StoreSettings } from '../config/settings.ts'
import { makeNew, syncNew } from './new-file.ts'
import { explainOpening, openExisting } from './open-file.ts'
import { nameOf } from './open-postgres.ts'
import { StoreError } from './store-error.ts'

/**
 * Copies the SQLite file of a store, as it is at one moment, into a new file that only its owner can read. A bot may
 * be writing meanwhile.
 * @returns the size of the copy in bytes.
 * @throws StoreError when it cannot be made; nothing is left of it then.
 */
export function backUpStore(place: StoreSettings, target: string): number {
  if (!('sqlite' in place)) {
    throw new StoreError(
      `The store ${nameOf(place.postgres)} is no file.`,
      'Back it up with what PostgreSQL has for it, pg_dump for example.',
    )
  }
  const source = openExisting(place.sqlite)
  try {
    makeNew(target, (error) => explainOpening(error, target))
    return copyInto(target, source)
  } finally {
    source.close()
  }
}

function copyInto(target: string, source: DatabaseSync): number {
  try {
    source.prepare('vacuum into ?').run(target)
    // SQLite leaves it to the system when the copy comes to the disk.
    syncNew(target)
    check(target)
    return statSync(target).size
  } catch (error) {
    rmSync(target, { force: true })
    throw explainOpening(error, target)
  }
}

function check(target: string): void {
  const copy = new DatabaseSync(target, { readOnly: true })
  const found = copy.prepare('pragma integrity_check').get()?.integrity_check
  copy.close()
  if (found !== 'ok') {
    throw new StoreError(
      `The copy ${target} is damaged: ${found}.`,
      'Look at the disk; the store may be damaged too.',
    )
  }
}
