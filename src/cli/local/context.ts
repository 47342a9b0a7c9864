import type { Family } from '../../inventory/address.ts'
import type { CheckContext, Reservation } from '../../inventory/check-add.ts'
import type { Inventory } from '../../inventory/model.ts'

/** What a change of a file of this machine is checked against: no policy for names holds there. */
export function localContext(
  inventory: Inventory,
  family: Family,
  reserved: readonly Reservation[] = [],
): CheckContext {
  return { inventory, names: { pattern: undefined, domain: undefined }, reserved, family }
}
