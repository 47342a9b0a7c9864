import { addressNumber, addressOf } from './address.ts'
import { type InventoryIndex, indexOf, subnetOf } from './index.ts'
import type { Inventory, Subnet } from './model.ts'
import { hostSpan } from './subnet.ts'

/** What a pending request will take once it is applied. */
export interface Reservation {
  readonly name: string
  readonly mac: string
  readonly address: string
  /** Who holds it, for people: `request R-12`. */
  readonly by: string
}

/**
 * The lowest address of a subnet that may be given to a host: outside its dynamic ranges, no router, network or
 * broadcast address, declared by no host, leased to nobody, held by no reservation. Undefined when there is none.
 */
export function nextFreeAddress(
  inventory: Inventory,
  subnet: Subnet,
  reserved: readonly Reservation[],
): string | undefined {
  const index = indexOf(inventory)
  const held = new Set([...subnet.routers, ...reserved.map((reservation) => reservation.address)])
  const ranges = rangesInOrder(subnet)
  const span = hostSpan(subnet)
  const last = numberOf(span.to)
  let candidate = numberOf(span.from)
  for (const range of ranges) {
    const free = firstFree(candidate, Math.min(range.from - 1, last), index, held, inventory, subnet)
    if (free !== undefined) return free
    candidate = Math.max(candidate, range.to + 1)
  }
  return firstFree(candidate, last, index, held, inventory, subnet)
}

function firstFree(
  from: number,
  to: number,
  index: InventoryIndex,
  held: ReadonlySet<string>,
  inventory: Inventory,
  subnet: Subnet,
): string | undefined {
  for (let number = from; number <= to; number++) {
    const address = addressOf(number)
    const taken = held.has(address) || index.byAddress.has(address) || isLeased(index, address)
    // A smaller subnet declared inside this one keeps its addresses to itself.
    if (!taken && subnetOf(inventory, address)?.cidr === subnet.cidr) return address
  }
  return undefined
}

/** A lease that someone holds now. dhcpd marks the end of a lease in its file, so no clock is asked here. */
export function isLeased(index: InventoryIndex, address: string): boolean {
  return index.leases.get(address)?.state === 'active'
}

function rangesInOrder(subnet: Subnet): { from: number; to: number }[] {
  return subnet.ranges
    .map((range) => ({ from: numberOf(range.from), to: numberOf(range.to) }))
    .sort((a, b) => a.from - b.from)
}

function numberOf(address: string): number {
  return addressNumber(address) ?? 0
}
