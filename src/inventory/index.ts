import { addressNumber } from './address.ts'
import { plainIpv6 } from './address6.ts'
import { HostGroups } from './groups.ts'
import type { Host, Inventory, Lease, LeaseHost, Subnet } from './model.ts'
import { Networks } from './networks.ts'
import { Networks6 } from './networks6.ts'

/** Look-ups into an inventory that take no longer when it grows. */
export interface InventoryIndex {
  /** By name in lower case: dhcpd tells `a` and `A` apart, people and DNS do not. */
  readonly byName: HostGroups
  /** By Ethernet address, in the order in which dhcpd tries them. */
  readonly byMac: HostGroups
  /** By fixed address: IPv4 in plain decimal, IPv6 in canonical form, or a DNS name as written. */
  readonly byAddress: HostGroups
  readonly leases: ReadonlyMap<string, Lease>
  /** Hosts of the lease database. */
  readonly leaseHosts: ReadonlyMap<string, LeaseHost>
  readonly networks: Networks<Subnet>
  readonly networks6: Networks6
}

const known = new WeakMap<Inventory, InventoryIndex>()

/** The index of an inventory; each part is made at its first look-up and kept as long as the inventory itself. */
export function indexOf(inventory: Inventory): InventoryIndex {
  const index = known.get(inventory) ?? new LazyIndex(inventory)
  known.set(inventory, index)
  return index
}

/** The smallest declared subnet that holds an IPv4 address; undefined where none does. */
export function subnetOf(inventory: Inventory, address: string): Subnet | undefined {
  const number = addressNumber(address)
  return number === undefined ? undefined : indexOf(inventory).networks.smallest(number)
}

/** Whether dhcpd looks for a host's address in both together: one subnet, or two of one shared network. */
export function sameNetwork(a: Subnet, b: Subnet): boolean {
  return networkOf(a) === networkOf(b)
}

/** What is the same for the subnets of one network: the name of its shared network, else the subnet itself. */
export function networkOf({ sharedNetwork, cidr }: Pick<Subnet, 'sharedNetwork' | 'cidr'>): string {
  return sharedNetwork === undefined ? cidr : `shared-network ${sharedNetwork}`
}

class LazyIndex implements InventoryIndex {
  readonly #inventory: Inventory
  #byName: HostGroups | undefined = undefined
  #byMac: HostGroups | undefined = undefined
  #byAddress: HostGroups | undefined = undefined
  #leases: Map<string, Lease> | undefined = undefined
  #leaseHosts: Map<string, LeaseHost> | undefined = undefined
  #networks: Networks<Subnet> | undefined = undefined
  #networks6: Networks6 | undefined = undefined

  constructor(inventory: Inventory) {
    this.#inventory = inventory
  }

  get byName(): HostGroups {
    this.#byName ??= namesOf(this.#inventory.hosts)
    return this.#byName
  }

  get byMac(): HostGroups {
    this.#byMac ??= macsOf(this.#inventory.hosts)
    return this.#byMac
  }

  get byAddress(): HostGroups {
    this.#byAddress ??= addressesOf(this.#inventory.hosts)
    return this.#byAddress
  }

  get leases(): ReadonlyMap<string, Lease> {
    this.#leases ??= new Map(this.#inventory.leases.map((lease) => [lease.address, lease]))
    return this.#leases
  }

  get leaseHosts(): ReadonlyMap<string, LeaseHost> {
    this.#leaseHosts ??= new Map(this.#inventory.leaseHosts.map((host) => [host.name, host]))
    return this.#leaseHosts
  }

  get networks(): Networks<Subnet> {
    this.#networks ??= new Networks(this.#inventory.subnets)
    return this.#networks
  }

  get networks6(): Networks6 {
    this.#networks6 ??= new Networks6(this.#inventory.subnets6)
    return this.#networks6
  }
}

function namesOf(hosts: readonly Host[]): HostGroups {
  const groups = new HostGroups(hosts.length)
  for (const host of hosts) groups.add(host.name.toLowerCase(), host)
  return groups
}

function macsOf(hosts: readonly Host[]): HostGroups {
  const groups = new HostGroups(hosts.length)
  for (const host of hosts) {
    if (host.hardware?.type === 'ethernet') groups.add(host.hardware.address, host)
  }
  return groups
}

function addressesOf(hosts: readonly Host[]): HostGroups {
  const groups = new HostGroups(hosts.length)
  for (const host of hosts) {
    for (const address of host.addresses) groups.add(address, host)
    for (const address of host.addresses6) groups.add(plainIpv6(address) ?? address, host)
  }
  return groups
}
