import { DatabaseSync } from 'node:sqlite'
import { explainOpening } from './open-file.ts'
import { StoreError } from './store-error.ts'

/**
 * Claims a store for this process: two bots on one SQLite file would tell people everything twice and give one free
 * address to two people. SQLite's own lock on a file beside the store holds it, and goes with the process however
 * that ends.
 * @returns what gives the claim back.
 * @throws StoreError when another process has it.
 */
export function claimStore(path: string): () => void {
  const lock = openLock(`${path}.lock`)
  try {
    lock.exec('begin exclusive')
  } catch {
    lock.close()
    throw new StoreError(
      `The store ${path} is in use by another Leasehold.`,
      'Stop the other one first, or give this one a store of its own: one bot to a SQLite file.',
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
