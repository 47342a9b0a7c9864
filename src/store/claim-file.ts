import { DatabaseSync } from 'node:sqlite'
import { explainOpening } from './open-file.ts'
import { StoreError } from './store-error.ts'

/**
 * Claims a SQLite file for this process. SQLite's own lock on a file beside the store holds it, and goes with the process
 * however that ends.
 * @returns what gives the claim back.
 * @throws StoreError when another process has it.
 */
export function claimFile(path: string): () => void {
  const lock = openLock(`${path}.lock`)
  try {
    lock.exec('begin exclusive')
  } catch {
    lock.close()
    throw new StoreError(
      `The store ${path} is in use by another Leasehold.`,
      'Stop the other one first, or give this one a store of its own: one bot to a SQLite file. Several share a PostgreSQL database.',
    )
  }
  return () => lock.close()
}

function openLock(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: 0 })
  } catch (error) {
    throw explainOpening(error, path)
  }
}
