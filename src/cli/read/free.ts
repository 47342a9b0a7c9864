import type { AddressRange, Inventory, Subnet } from '../../inventory/model.ts'
import { networkMeant } from '../../inventory/network-meant.ts'
import { firstFree } from '../../inventory/next-free.ts'
import { visible } from '../local/terminal.ts'
import { type Desk, DONE, REFUSED, type ReadOptions } from './desk.ts'
import { columns, jsonLines } from './lines.ts'
import { withInventory } from './with-inventory.ts'

/** What `leasehold free [SUBNET] --file F` was asked for. */
export interface FreeOptions extends ReadOptions {
  /** As `10.20.0.0/24`, by any address in it, or by the name of its shared network; undefined for all. */
  readonly subnet: string | undefined
  /** How many addresses of each subnet. */
  readonly count: number
  /** Parts that are kept for something else. */
  readonly zones: readonly AddressRange[]
}

/** The next free addresses of one subnet or of each; exit code 1 where there are none. */
export function listFree(options: FreeOptions, desk: Desk): Promise<number> {
  const { terminal } = desk
  return withInventory(options, desk, (inventory) => {
    const found = chosen(inventory, options.subnet).flatMap((subnet) =>
      firstFree(inventory, subnet, options.count, options).map((address) => ({
        subnet: subnet.cidr,
        address,
      })),
    )
    terminal.out(
      options.json ? jsonLines(found) : columns(found.map(({ subnet, address }) => [address, subnet])),
    )
    if (found.length > 0) return DONE
    terminal.err(`No address is free in ${visible(options.subnet ?? options.file)}.\n`)
    return REFUSED
  })
}

function chosen(inventory: Inventory, wanted: string | undefined): readonly Subnet[] {
  if (wanted === undefined) return inventory.subnets
  return networkMeant(inventory, wanted).filter((subnet) => 'network' in subnet)
}
