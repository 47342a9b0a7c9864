import { inAddressOrder } from '../../inventory/find.ts'
import { type Desk, DONE, type ReadOptions } from './desk.ts'
import { columns, jsonLines } from './lines.ts'
import { hostObject, hostRow } from './show-hosts.ts'
import { withInventory } from './with-inventory.ts'

/** `leasehold hosts FILE`: every host, in the order of the addresses as numbers. */
export function listHosts(options: ReadOptions & { readonly options: boolean }, desk: Desk): Promise<number> {
  return withInventory(options, desk, (inventory) => {
    const hosts = inAddressOrder(inventory.hosts)
    desk.terminal.out(
      options.json
        ? jsonLines(hosts.map((host) => hostObject(host, inventory, options.options)))
        : columns(hosts.map(hostRow)),
    )
    return DONE
  })
}
