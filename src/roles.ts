import type { StoreSettings } from './config/settings.ts'
import { ExplainedError } from './usecases/explained-error.ts'

/**
 * What a process does of the bot's work: `slack` listens to people and tells them things, `worker` changes the servers,
 * `both` is the whole bot. Any number of each may share a PostgreSQL store.
 */
export const ROLES = ['both', 'slack', 'worker'] as const
export type Role = (typeof ROLES)[number]

export function listens(role: Role): boolean {
  return role !== 'worker'
}

export function works(role: Role): boolean {
  return role !== 'slack'
}

/** @throws ExplainedError where nobody could do the other half. */
export function refuseHalfABot(role: Role, store: StoreSettings): void {
  if (role === 'both' || 'postgres' in store) return
  throw new ExplainedError(
    `The role ${role} needs a store that several processes can share, and SQLite is for one.`,
    'Let `store` name a PostgreSQL database (leasehold store copy moves what there is), or start without --role.',
  )
}
