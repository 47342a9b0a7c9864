import { addressNumber } from './address.ts'
import { indexOf } from './index.ts'
import { isLeased } from './leased.ts'
import type { Inventory, Subnet } from './model.ts'
import { spanAround, spanOf } from './span.ts'

/** How the addresses of a subnet are used. */
export interface SubnetUse {
  /** Addresses that hosts have. */
  readonly hosts: number
  /** Addresses of its dynamic ranges. */
  readonly dynamic: number
  /** Addresses that are leased at present. */
  readonly leases: number
  /** Addresses that can be given to hosts. */
  readonly free: number
}

const known = new WeakMap<Inventory, ReadonlyMap<Subnet, SubnetUse>>()

/** The use of every subnet: counted once for an inventory, as many people look at the same facts. */
export function useOfSubnets(inventory: Inventory): ReadonlyMap<Subnet, SubnetUse> {
  const use = known.get(inventory) ?? countUse(inventory)
  known.set(inventory, use)
  return use
}

/** In one pass over hosts and leases. */
function countUse(inventory: Inventory): ReadonlyMap<Subnet, SubnetUse> {
  const index = indexOf(inventory)
  const hosts = new Map<Subnet, number>()
  const leases = new Map<Subnet, number>()
  const taken = new Map<Subnet, number>()
  for (const address of index.byAddress.keys()) {
    const subnet = count(hosts, address, inventory)
    if (subnet && isForHosts(address, subnet)) increase(taken, subnet)
  }
  for (const { address } of inventory.leases) {
    if (!isLeased(index, address)) continue
    const subnet = count(leases, address, inventory)
    if (subnet && !index.byAddress.has(address) && isForHosts(address, subnet)) increase(taken, subnet)
  }
  return new Map(
    inventory.subnets.map((subnet) => {
      const { first, last, ranges, routers } = spanOf(subnet)
      const routed = [...routers].filter((router) => isOpen(router, subnet)).length
      const dynamic = ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0)
      const usable = last - first + 1 - barred(first, last, ranges) - routed
      const use = { hosts: hosts.get(subnet) ?? 0, dynamic, leases: leases.get(subnet) ?? 0 }
      return [subnet, { ...use, free: Math.max(0, usable - (taken.get(subnet) ?? 0)) }]
    }),
  )
}

type Ranges = ReturnType<typeof spanOf>['ranges']

function count(counts: Map<Subnet, number>, address: string, inventory: Inventory): Subnet | undefined {
  const number = addressNumber(address)
  const subnet = number === undefined ? undefined : indexOf(inventory).networks.smallest(number)
  if (subnet) increase(counts, subnet)
  return subnet
}

function increase(counts: Map<Subnet, number>, subnet: Subnet): void {
  counts.set(subnet, (counts.get(subnet) ?? 0) + 1)
}

/** Whether an address is one of those that a host could be given, were it not taken. */
function isForHosts(address: string, subnet: Subnet): boolean {
  const number = addressNumber(address) ?? 0
  return isOpen(number, subnet) && !spanOf(subnet).routers.has(number)
}

/** Neither at the edge of its subnet nor in a dynamic range. */
function isOpen(number: number, subnet: Subnet): boolean {
  const { first, last, ranges } = spanOf(subnet)
  return first <= number && number <= last && spanAround(ranges, number) === undefined
}

/** How many addresses for hosts the dynamic ranges take; they may hold the edges of the subnet too. */
function barred(first: number, last: number, ranges: Ranges): number {
  return ranges.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(to, last) - Math.max(from, first) + 1),
    0,
  )
}
