import { addressNumber } from './address.ts'
import { indexOf } from './index.ts'
import type { Inventory, Pool, Subnet, Subnet6 } from './model.ts'

/** The pools of each subnet, wherever they are declared: a pool may stand in the shared network beside its subnet. */
export function poolsBySubnet(inventory: Inventory): ReadonlyMap<Subnet | Subnet6, readonly Pool[]> {
  const { networks, networks6 } = indexOf(inventory)
  const pools = new Map<Subnet | Subnet6, Pool[]>()
  for (const pool of inventory.pools) {
    const [range] = pool.ranges
    if (!range) continue
    const number = addressNumber(range.from)
    const subnet = number === undefined ? networks6.smallest(range.from) : networks.smallest(number)
    if (subnet) pools.set(subnet, [...(pools.get(subnet) ?? []), pool])
  }
  return pools
}
