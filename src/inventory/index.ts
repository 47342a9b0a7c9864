import { addressNumber } from './address.ts'
import { plainIpv6 } from './address6.ts'
import { DerivedGroups, type HostsMoved } from './derived-groups.ts'
import { HostGroups, type HostsBy } from './groups.ts'
import type { Host, Inventory, Lease, LeaseHost, Subnet } from './model.ts'
import { Networks } from './networks.ts'
import { Networks6 } from './networks6.ts'

/** Look-ups into an inventory that take no longer when it grows. */
export interface InventoryIndex {
  /** By name in lower case: dhcpd tells `a` and `A` apart, people and DNS do not. */
  readonly byName: HostsBy
  /** By Ethernet address, in the order in which dhcpd tries them. */
  readonly byMac: HostsBy
  /** By fixed address: IPv4 in plain decimal, IPv6 in canonical form, or a DNS name as written. */
  readonly byAddress: HostsBy
  readonly leases: ReadonlyMap<string, Lease>
  /** Hosts of the lease database. */
  readonly leaseHosts: ReadonlyMap<string, LeaseHost>
  readonly networks: Networks<Subnet>
  readonly networks6: Networks6
}

const known = new WeakMap<Inventory, LazyIndex>()

/** The index of an inventory; each part is made at its first look-up and kept as long as the inventory itself. */
export function indexOf(inventory: Inventory): InventoryIndex {
  const index = known.get(inventory)
  if (index) return index
  const made = new LazyIndex(inventory, undefined)
  known.set(inventory, made)
  return made
}

/** Through how many others the index of an inventory is looked up. */
export function derivationsOf(inventory: Inventory): number {
  return known.get(inventory)?.derivations ?? 0
}

/** Lets an inventory that differs from another in a few hosts be looked up through the index of that other. */
export function deriveIndex(inventory: Inventory, base: Inventory, moved: HostsMoved): void {
  known.set(
    inventory,
    new LazyIndex(inventory, { base: indexOf(base), moved, derivations: derivationsOf(base) + 1 }),
  )
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

/** The index that another is derived from, and what has changed since. */
interface Derivation {
  readonly base: InventoryIndex
  readonly moved: HostsMoved
  readonly derivations: number
}

class LazyIndex implements InventoryIndex {
  readonly derivations: number
  readonly #inventory: Inventory
  readonly #derived: Derivation | undefined
  #byName: HostsBy | undefined = undefined
  #byMac: HostsBy | undefined = undefined
  #byAddress: HostsBy | undefined = undefined
  #leases: Map<string, Lease> | undefined = undefined
  #leaseHosts: Map<string, LeaseHost> | undefined = undefined
  #networks: Networks<Subnet> | undefined = undefined
  #networks6: Networks6 | undefined = undefined

  constructor(inventory: Inventory, derived: Derivation | undefined) {
    this.#inventory = inventory
    this.#derived = derived
    this.derivations = derived?.derivations ?? 0
  }

  get byName(): HostsBy {
    this.#byName ??= this.#hostsBy('byName', nameOf)
    return this.#byName
  }

  get byMac(): HostsBy {
    this.#byMac ??= this.#hostsBy('byMac', macOf)
    return this.#byMac
  }

  get byAddress(): HostsBy {
    this.#byAddress ??= this.#hostsBy('byAddress', addressesOf)
    return this.#byAddress
  }

  #hostsBy(part: 'byName' | 'byMac' | 'byAddress', keysOf: (host: Host) => readonly string[]): HostsBy {
    const whole = () => groupsOf(this.#inventory.hosts, keysOf)
    if (!this.#derived) return whole()
    const { base, moved } = this.#derived
    return new DerivedGroups(base[part], keysOf, moved, whole)
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

function groupsOf(hosts: readonly Host[], keysOf: (host: Host) => readonly string[]): HostGroups {
  const groups = new HostGroups(hosts.length)
  // Without an iterator for each of a hundred thousand hosts.
  for (const host of hosts) {
    const keys = keysOf(host)
    for (let at = 0; at < keys.length; at++) groups.add(keys[at] ?? '', host)
  }
  return groups
}

function nameOf({ name }: Host): readonly string[] {
  return [name.toLowerCase()]
}

function macOf({ hardware }: Host): readonly string[] {
  return hardware?.type === 'ethernet' ? [hardware.address] : []
}

function addressesOf({ addresses, addresses6 }: Host): readonly string[] {
  if (addresses6.length === 0) return addresses
  return [...addresses, ...addresses6.map((address) => plainIpv6(address) ?? address)]
}
