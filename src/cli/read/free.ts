import { subnetOf } from '../../inventory/index.ts'
import type { AddressRange, Inventory, Subnet } from '../../inventory/model.ts'
import { freeAddresses } from '../../inventory/next-free.ts'
import { visible } from '../local/terminal.ts'
import { type Desk, DONE, REFUSED, type ReadOptions } from './desk.ts'
import { columns, jsonLines } from './lines.ts'
import { withInventory } from './with-inventory.ts'

/** What `leasehold free [SUBNET] --file F` was asked for. */
export interface FreeOptions extends ReadOptions {
  /** As `10.20.0.0/24` or by any address in it; undefined for all. */
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
      firstFree(inventory, subnet, options).map((address) => ({ subnet: subnet.cidr, address })),
    )
    terminal.out(
      options.json ? jsonLines(found) : columns(found.map(({ subnet, address }) => [address, subnet])),
    )
    if (found.length > 0) return DONE
    terminal.err(`No address is free in ${visible(options.subnet ?? options.file)}.\n`)
    return REFUSED
  })
}

function firstFree(inventory: Inventory, subnet: Subnet, { count, zones }: FreeOptions): string[] {
  const found: string[] = []
  for (const address of freeAddresses(inventory, subnet, zones)) {
    if (found.length === count) break
    found.push(address)
  }
  return found
}

function chosen(inventory: Inventory, wanted: string | undefined): readonly Subnet[] {
  if (wanted === undefined) return inventory.subnets
  const named = inventory.subnets.find(({ cidr }) => cidr === wanted) ?? subnetOf(inventory, wanted)
  return named ? [named] : []
}
