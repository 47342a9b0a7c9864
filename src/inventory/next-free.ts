import { addressOf } from './address.ts'
import { type InventoryIndex, indexOf } from './index.ts'
import type { AddressRange, Inventory, Subnet } from './model.ts'
import { inOrder, numbersOf, spanOf } from './span.ts'

/** What a pending request will take once it is applied. */
export interface Reservation {
  readonly name: string
  readonly mac: string
  readonly address: string
  /** Who holds it, for people: `request R-12`. */
  readonly by: string
}

/** What is not given to hosts, beyond what the inventory itself says. */
export interface Withheld {
  readonly reserved: readonly Reservation[]
  /** Parts of subnets that are kept for something else. */
  readonly zones: readonly AddressRange[]
}

/** The lowest of the {@link freeAddresses}. Undefined when there is none. */
export function nextFreeAddress(
  inventory: Inventory,
  subnet: Subnet,
  reserved: readonly Reservation[],
): string | undefined {
  return freeAddresses(inventory, subnet, { reserved, zones: [] }).next().value
}

/**
 * The addresses of a subnet that may be given to a host, from the lowest: outside its dynamic ranges, no router,
 * network or broadcast address, declared by no host, leased to nobody, held by no reservation, in no zone.
 */
export function* freeAddresses(
  inventory: Inventory,
  subnet: Subnet,
  { reserved, zones }: Withheld,
): Generator<string, undefined> {
  const { first, last, ranges, routers } = spanOf(subnet)
  const held = new Set(reserved.map((reservation) => reservation.address))
  const barred = inOrder([...ranges, ...zones.map(numbersOf)])
  let bar = 0
  for (let number = first; number <= last; number++) {
    while ((barred[bar]?.to ?? number) < number) bar++
    const here = barred[bar]
    if (here && here.from <= number) number = here.to
    else if (!routers.has(number) && isFree(number, held, inventory, subnet)) yield addressOf(number)
  }
  return undefined
}

function isFree(number: number, held: ReadonlySet<string>, inventory: Inventory, subnet: Subnet): boolean {
  const address = addressOf(number)
  const index = indexOf(inventory)
  if (held.has(address) || index.byAddress.has(address) || isLeased(index, address)) return false
  // A smaller subnet declared inside this one keeps its addresses to itself.
  return index.networks.smallest(number)?.cidr === subnet.cidr && !isMade(address, inventory)
}

function isMade(address: string, { leaseHosts }: Inventory): boolean {
  return leaseHosts.some((host) => !host.deleted && host.addresses.includes(address))
}

/** A lease that someone holds now. dhcpd marks the end of a lease in its file, so no clock is asked here. */
export function isLeased(index: InventoryIndex, address: string): boolean {
  return index.leases.get(address)?.state === 'active'
}
