import type { Host, Inventory, Lease } from './model.ts'

/** The lease that a host's device holds at this moment, as far as the server says so. */
export function leaseOf({ hardware }: Host, { leases }: Pick<Inventory, 'leases'>): Lease | undefined {
  return leases.find(({ mac, state }) => state === 'active' && mac !== undefined && mac === hardware?.address)
}
