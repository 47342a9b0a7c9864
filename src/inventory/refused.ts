import { refusals } from '../dhcpd/grammar/refusals.ts'
import type { ByteString } from '../dhcpd/source.ts'
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

/**
 * Makes known that dhcpd takes an inventory where it takes the one that it comes from. They differ in hosts of the usual
 * shape alone, whose names come once: dhcpd could refuse only what it would refuse in any file.
 * @param text all that has changed, in whole statements
 */
export function keepAccepted(inventory: Inventory, base: Inventory, text: ByteString): void {
  if (base.options.some((option) => DEFINES_HOST_NAME.test(option))) return
  const file = { path: '', content: text }
  const accepted = [...(known.get(base) ?? [])].filter(
    ([family, problems]) => problems.length === 0 && refusals([file], file.path, family).length === 0,
  )
  known.set(inventory, new Map(accepted))
}

/** The one option that hosts of the usual shape have: a file may define it anew, with values of another format. */
const DEFINES_HOST_NAME = /^option .*\bhost-name code /i
