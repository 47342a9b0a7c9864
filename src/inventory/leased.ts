import type { InventoryIndex } from './index.ts'

/** A lease that someone holds now. dhcpd marks the end of a lease in its file, so no clock is asked here. */
export function isLeased(index: InventoryIndex, address: string): boolean {
  return index.leases.get(address)?.state === 'active'
}
