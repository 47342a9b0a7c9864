import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openStore, type Store } from '../../src/store/store.ts'

/** Path of a store's file in a folder that goes away with the test. */
export function temporaryPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'leasehold.db')
}

/** A store on a real file; it is closed and removed with the test. */
export async function temporaryStore(path = temporaryPath(), now?: () => Date): Promise<Store> {
  const store = await openStore(path, now)
  onTestFinished(() => store.close())
  return store
}
