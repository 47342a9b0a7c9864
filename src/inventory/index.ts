import { addressNumber } from './address.ts'
import type { Host, Inventory, Lease, Subnet } from './model.ts'

/** Look-ups into an inventory that take no longer when it grows. */
export interface InventoryIndex {
  /** By name in lower case: dhcpd tells `a` and `A` apart, people and DNS do not. */
  readonly byName: ReadonlyMap<string, readonly Host[]>
  /** By Ethernet address, in the order in which dhcpd tries them. */
  readonly byMac: ReadonlyMap<string, readonly Host[]>
  readonly byAddress: ReadonlyMap<string, readonly Host[]>
  readonly leases: ReadonlyMap<string, Lease>
  /** By length of the prefix, the longest first, then by the network's number. */
  readonly subnets: readonly { readonly size: number; readonly at: ReadonlyMap<number, Subnet> }[]
}

const known = new WeakMap<Inventory, InventoryIndex>()

/** The index of an inventory, made at the first look-up and kept as long as the inventory itself. */
export function indexOf(inventory: Inventory): InventoryIndex {
  const index = known.get(inventory) ?? makeIndex(inventory)
  known.set(inventory, index)
  return index
}

/** The smallest declared subnet that holds an IPv4 address; undefined where none does. */
export function subnetOf(inventory: Inventory, address: string): Subnet | undefined {
  const number = addressNumber(address)
  if (number === undefined) return undefined
  for (const { size, at } of indexOf(inventory).subnets) {
    const subnet = at.get(number - (number % size))
    if (subnet) return subnet
  }
  return undefined
}

/** Whether dhcpd looks for a host's address in both together: one subnet, or two of one shared network. */
export function sameNetwork(a: Subnet, b: Subnet): boolean {
  return a.cidr === b.cidr || (a.sharedNetwork !== undefined && a.sharedNetwork === b.sharedNetwork)
}

function makeIndex({ hosts, leases, subnets }: Inventory): InventoryIndex {
  return {
    byName: grouped(hosts, (host) => [host.name.toLowerCase()]),
    byMac: grouped(hosts, ({ hardware }) => (hardware?.type === 'ethernet' ? [hardware.address] : [])),
    byAddress: grouped(hosts, (host) => host.addresses),
    leases: new Map(leases.map((lease) => [lease.address, lease])),
    subnets: bySize(subnets),
  }
}

function grouped(hosts: readonly Host[], keysOf: (host: Host) => readonly string[]): Map<string, Host[]> {
  const groups = new Map<string, Host[]>()
  for (const host of hosts) {
    for (const key of keysOf(host)) {
      const group = groups.get(key)
      if (group) group.push(host)
      else groups.set(key, [host])
    }
  }
  return groups
}

function bySize(subnets: readonly Subnet[]): InventoryIndex['subnets'] {
  const sizes = new Map<number, Map<number, Subnet>>()
  for (const subnet of subnets) {
    const size = 2 ** (32 - Number(subnet.cidr.slice(subnet.cidr.indexOf('/') + 1)))
    const at = sizes.get(size) ?? new Map<number, Subnet>()
    const network = addressNumber(subnet.network) ?? 0
    // The first of two equal declarations is the one that dhcpd finds.
    if (!at.has(network)) at.set(network, subnet)
    sizes.set(size, at)
  }
  return [...sizes].map(([size, at]) => ({ size, at })).sort((a, b) => a.size - b.size)
}
