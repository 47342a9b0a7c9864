import { closeSync, fsyncSync, openSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { StoreError } from './store-error.ts'

/**
 * Makes an empty file that only its owner can read.
 * @param explain makes of what went wrong what is thrown
 * @throws StoreError when it is there already.
 */
export function makeNew(path: string, explain: (error: unknown) => StoreError): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    const { code } = error as { code?: string }
    if (code !== 'EEXIST') throw explain(error)
    throw new StoreError(`${path} is there already.`, 'Name a file that is not there yet.', {
      cause: error,
    })
  }
}

/** Brings a new file, and its name in its folder, to the disk. */
export function syncNew(path: string): void {
  sync(path)
  sync(dirname(resolve(path)))
}

function sync(path: string): void {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}
