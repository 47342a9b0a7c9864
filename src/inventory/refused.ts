import { refusals } from '../dhcpd/grammar/refusals.ts'
import type { Family } from './address.ts'
import type { Inventory, Problem } from './model.ts'

const known = new WeakMap<Inventory, Map<Family, readonly Problem[]>>()

/**
 * Why dhcpd would refuse the files of an inventory, for one family of addresses: nothing is changed in such files. Found
 * once for each inventory.
 * @returns none where it would start with them
 */
export function refusedOf(inventory: Inventory, family: Family): readonly Problem[] {
  if (inventory.problems.length > 0) return inventory.problems
  const byFamily = known.get(inventory) ?? new Map<Family, readonly Problem[]>()
  known.set(inventory, byFamily)
  const { files, main } = inventory.configuration
  const problems = byFamily.get(family) ?? refusals(files, main, family)
  byFamily.set(family, problems)
  return problems
}

/** Makes known that an inventory differs from another in nothing that dhcpd could refuse. */
export function keepAccepted(inventory: Inventory, base: Inventory): void {
  const accepted = [...(known.get(base) ?? [])].filter(([, problems]) => problems.length === 0)
  known.set(inventory, new Map(accepted))
}
