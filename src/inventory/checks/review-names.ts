import { indexOf } from '../index.ts'
import type { Inventory } from '../model.ts'
import { hostsSaid, maskSaid } from '../said.ts'
import type { Report } from './configuration-finding.ts'

/** Names that differ only in case, and hosts that the lease database masks. */
export function reviewNames(inventory: Inventory, report: Report): void {
  for (const [, namesakes] of indexOf(inventory).byName.shared()) {
    const [first, ...others] = namesakes
    for (const host of others) {
      // The same name twice dhcpd refuses by itself.
      if (!first || host.name === first.name) continue
      const message = `The name ${host.name} differs only in case from ${hostsSaid([first])}.`
      report('name-taken-but-for-case', host.place, message)
    }
  }
  for (const masked of inventory.leaseHosts) {
    if (!masked.deleted) continue
    const namesakes = indexOf(inventory).byName.get(masked.name.toLowerCase())
    for (const host of namesakes) {
      if (host.name === masked.name) report('name-masked', host.place, `${maskSaid(masked)}.`)
    }
  }
}
