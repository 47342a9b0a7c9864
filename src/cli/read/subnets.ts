import type { AddressRange, Inventory, Pool, Subnet, Subnet6 } from '../../inventory/model.ts'
import { poolsBySubnet } from '../../inventory/pools.ts'
import { type SubnetUse, useOfSubnets } from '../../inventory/use.ts'
import { type Desk, DONE, type ReadOptions } from './desk.ts'
import { columns, jsonLines } from './lines.ts'
import { withInventory } from './with-inventory.ts'

/** `leasehold subnets FILE`: every subnet with its ranges, pools, routers and use, in the order of the file. */
export function listSubnets(options: ReadOptions, desk: Desk): Promise<number> {
  return withInventory(options, desk, (inventory) => {
    const use = useOfSubnets(inventory)
    desk.terminal.out(
      options.json
        ? jsonLines(objects(inventory, use))
        : columns([
            ...inventory.subnets.map((subnet) => row(subnet, use.get(subnet))),
            ...inventory.subnets6.map((subnet) => row(subnet, undefined)),
          ]),
    )
    return DONE
  })
}

function objects(inventory: Inventory, use: ReadonlyMap<Subnet, SubnetUse>): object[] {
  const pools = poolsBySubnet(inventory)
  const subnets = inventory.subnets.map((subnet) => ({
    ...common(subnet, pools.get(subnet) ?? []),
    routers: subnet.routers,
    ...use.get(subnet),
  }))
  return [...subnets, ...inventory.subnets6.map((subnet) => common(subnet, pools.get(subnet) ?? []))]
}

function common({ cidr, sharedNetwork, ranges, place }: Subnet | Subnet6, pools: readonly Pool[]): object {
  return {
    subnet: cidr,
    sharedNetwork: sharedNetwork ?? null,
    file: place.path,
    line: place.line,
    column: place.column,
    ranges,
    pools: pools.map((pool) => ({ ranges: pool.ranges, options: pool.options, line: pool.place.line })),
  }
}

function row({ cidr, sharedNetwork, ranges, place }: Subnet | Subnet6, use: SubnetUse | undefined): string[] {
  const counts = use ? `${use.hosts} hosts, ${use.leases} leases, ${use.free} free` : ''
  const at = `${place.path}:${place.line}`
  return [cidr, sharedNetwork ?? '-', ranges.map(rangeSaid).join(',') || '-', counts, at]
}

function rangeSaid({ from, to }: AddressRange): string {
  return `${from}–${to}`
}
