import { verdict } from '../../../src/dhcpd/grammar/refusals.ts'
import { checkConfiguration } from '../../../src/inventory/checks/check-configuration.ts'
import type { ConfigurationFinding } from '../../../src/inventory/checks/configuration-finding.ts'
import { inventoryOf } from '../inventory-of.ts'

/** What a review is given beside the main file. */
export interface Given {
  readonly leases?: string
  readonly unresolvable?: readonly string[]
  readonly kea?: boolean
}

/** The findings of a review. */
export function findings(text: string, given: Given = {}): readonly ConfigurationFinding[] {
  const { leases = '', unresolvable, kea = false } = given
  const inventory = inventoryOf(text, { leases })
  const { files, main } = inventory.configuration
  return checkConfiguration(inventory, inventory.problems, {
    unresolvable: unresolvable && new Set(unresolvable),
    idleWords: verdict(files, main, 4).idleWords,
    kea,
  })
}

/** The findings as `code line`. */
export function found(text: string, given: Given = {}): string[] {
  return findings(text, given).map(({ code, line }) => `${code} ${line}`)
}
