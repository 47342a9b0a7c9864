import type { StoreSettings } from '../config/settings.ts'
import { claimDatabase } from './claim-database.ts'
import { claimFile } from './claim-file.ts'
import type { StoreError } from './store-error.ts'

/**
 * Claims a store for this process: a SQLite file for it alone, as nothing there tells one process what another does; a
 * database beside the other replicas, which nothing may be copied into meanwhile.
 * @param onLost is told when the claim was lost to another process, which can happen to one on a database.
 * @returns what gives the claim back.
 * @throws StoreError (rejects) when it cannot be had.
 */
export async function claimStore(
  place: StoreSettings,
  onLost: (error: StoreError) => void,
): Promise<() => void | Promise<void>> {
  return 'sqlite' in place ? claimFile(place.sqlite) : claimDatabase(place.postgres, 'shared', onLost)
}
