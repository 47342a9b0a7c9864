import { findHosts } from '../../inventory/find.ts'
import { visible } from '../local/terminal.ts'
import { type Desk, DONE, REFUSED, type ReadOptions } from './desk.ts'
import { columns, jsonLines } from './lines.ts'
import { hostObject, hostRow } from './show-hosts.ts'
import { leaseObject, leaseRow } from './show-leases.ts'
import { withInventory } from './with-inventory.ts'

/** `leasehold find TEXT --file F`: the hosts and leases that a text speaks of; exit code 1 where there are none. */
export function find(
  options: ReadOptions & { readonly text: string; readonly options: boolean },
  desk: Desk,
): Promise<number> {
  const { terminal } = desk
  return withInventory(options, desk, (inventory) => {
    const { hosts, leases } = findHosts(inventory, options.text)
    if (options.json) {
      const found = hosts.map((host) => ({ kind: 'host', ...hostObject(host, inventory, options.options) }))
      terminal.out(jsonLines([...found, ...leases.map(leaseObject)]))
    } else terminal.out(columns(hosts.map(hostRow)) + columns(leases.map(leaseRow)))
    if (hosts.length + leases.length > 0) return DONE
    terminal.err(`No host in ${visible(options.file)} matches ${visible(options.text)}.\n`)
    return REFUSED
  })
}
