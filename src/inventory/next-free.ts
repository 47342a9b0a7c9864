import { addressNumber, addressOf } from './address.ts'
import type { AnySubnet } from './any-subnet.ts'
import { indexOf } from './index.ts'
import { isLeased } from './leased.ts'
import type { AddressRange, Inventory, Subnet } from './model.ts'
import { freeAddresses6 } from './next-free6.ts'
import { NO_OFFERS, type Offers } from './offers.ts'
import { type Reservation, reservationsOf } from './reservations.ts'
import { inOrder, numbersOf, spanOf } from './span.ts'

/** How far a subnet has been searched: what is taken never becomes free again, however the reservations grow. */
interface Search {
  readonly inventory: Inventory
  readonly found: Iterator<string, undefined>
  lowest: string | undefined
}

const searches = new WeakMap<readonly Reservation[], WeakMap<AnySubnet, Search>>()

/**
 * The lowest of the {@link freeAddresses}, or of the {@link freeAddresses6}, that no reservation holds and nobody else was
 * offered; but what the form was offered itself, where that is free. Undefined when there is none. Asked again with the same
 * list of reservations, which may have grown, it goes on from where it was.
 */
export function nextFreeAddress(
  inventory: Inventory,
  subnet: AnySubnet,
  reserved: readonly Reservation[],
  { own, others }: Offers = NO_OFFERS,
): string | undefined {
  const isReserved = (address: string) => reservationsOf(reserved).byAddress(address).length > 0
  if (own !== undefined && !isReserved(own) && isFreeIn(inventory, subnet, own)) return own
  const search = searchOf(inventory, subnet, reserved)
  while (search.lowest !== undefined && (isReserved(search.lowest) || others.has(search.lowest))) {
    search.lowest = search.found.next().value
  }
  return search.lowest
}

/** Whether an address is one of the {@link freeAddresses} of a subnet. Forms are offered addresses of IPv4 only. */
export function isFreeIn(inventory: Inventory, subnet: AnySubnet, address: string): boolean {
  const number = addressNumber(address)
  if (!('network' in subnet) || number === undefined) return false
  const { first, last } = spanOf(subnet)
  if (number < first || number > last) return false
  const below = number === first ? [] : [{ from: addressOf(first), to: addressOf(number - 1) }]
  return freeAddresses(inventory, subnet, below).next().value === address
}

function searchOf(inventory: Inventory, subnet: AnySubnet, reserved: readonly Reservation[]): Search {
  const ofList = searches.get(reserved) ?? new WeakMap<AnySubnet, Search>()
  searches.set(reserved, ofList)
  const known = ofList.get(subnet)
  if (known?.inventory === inventory) return known
  const found = 'network' in subnet ? freeAddresses(inventory, subnet) : freeAddresses6(inventory, subnet)
  const search = { inventory, found, lowest: found.next().value }
  ofList.set(subnet, search)
  return search
}

/**
 * The addresses of a subnet that may be given to a host, from the lowest: outside its dynamic ranges, no router,
 * network or broadcast address, declared by no host, leased to nobody.
 * @param zones parts of the subnet that are kept for something else
 */
export function* freeAddresses(
  inventory: Inventory,
  subnet: Subnet,
  zones: readonly AddressRange[] = [],
): Generator<string, undefined> {
  const { first, last, ranges, routers } = spanOf(subnet)
  const made = madeAddresses(inventory)
  const barred = inOrder([...ranges, ...zones.map(numbersOf)])
  let bar = 0
  for (let number = first; number <= last; number++) {
    while ((barred[bar]?.to ?? number) < number) bar++
    const here = barred[bar]
    if (here && here.from <= number) {
      number = here.to
      continue
    }
    const address = addressOf(number)
    const isTaken = routers.has(number) || made.has(address)
    if (!isTaken && isFree(number, address, inventory, subnet)) yield address
  }
  return undefined
}

/** The first `count` of the {@link freeAddresses} that are not kept for somebody. */
export function firstFree(
  inventory: Inventory,
  subnet: Subnet,
  count: number,
  {
    zones = [],
    kept = new Set(),
  }: { readonly zones?: readonly AddressRange[]; readonly kept?: ReadonlySet<string> },
): string[] {
  const found: string[] = []
  for (const address of freeAddresses(inventory, subnet, zones)) {
    if (found.length === count) break
    if (!kept.has(address)) found.push(address)
  }
  return found
}

function isFree(number: number, address: string, inventory: Inventory, subnet: Subnet): boolean {
  const index = indexOf(inventory)
  if (index.byAddress.has(address) || isLeased(index, address)) return false
  // A smaller subnet declared inside this one keeps its addresses to itself.
  return index.networks.smallest(number)?.cidr === subnet.cidr
}

/** The addresses of hosts that OMAPI made. */
export function madeAddresses({ leaseHosts }: Inventory): ReadonlySet<string> {
  return new Set(leaseHosts.flatMap(({ deleted, addresses }) => (deleted ? [] : addresses)))
}
