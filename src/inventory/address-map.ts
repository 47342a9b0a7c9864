import { addressNumber, addressOf } from './address.ts'
import { indexOf } from './index.ts'
import { isLeased } from './leased.ts'
import type { Inventory, Subnet } from './model.ts'
import { madeAddresses } from './next-free.ts'
import { spanAround, spanOf } from './span.ts'

/** What an address is at present. */
export type AddressUse =
  /** A host has it, in the files or in the lease database. */
  | 'host'
  | 'router'
  /** Somebody holds it at present, in a dynamic range or not. */
  | 'lease'
  /** It is asked for by a request that is not applied yet, or was offered to a form that is open. */
  | 'kept'
  /** In a dynamic range, and leased to nobody. */
  | 'range'
  | 'free'
  /** The network's own address or the broadcast address, or one of a smaller subnet inside. */
  | 'other'

/** The uses in the order in which an address is held against them: it is the first one that fits. */
export const ADDRESS_USES: readonly AddressUse[] = [
  'host',
  'router',
  'lease',
  'kept',
  'range',
  'free',
  'other',
]

/**
 * What each address of a subnet is, from the network's own to the broadcast address. What is free here is what
 * {@link freeAddresses} gives, without what is kept. It looks at each address: ask it of no more than a /16.
 * @param kept addresses that are promised to somebody
 */
export function mapAddresses(
  inventory: Inventory,
  subnet: Subnet,
  kept: ReadonlySet<string>,
): readonly AddressUse[] {
  const index = indexOf(inventory)
  const { first, last, ranges, routers } = spanOf(subnet)
  const made = madeAddresses(inventory)
  const use = (number: number): AddressUse => {
    if (index.networks.smallest(number)?.cidr !== subnet.cidr) return 'other'
    const address = addressOf(number)
    if (index.byAddress.has(address) || made.has(address)) return 'host'
    if (routers.has(number)) return 'router'
    if (isLeased(index, address)) return 'lease'
    if (kept.has(address)) return 'kept'
    if (spanAround(ranges, number)) return 'range'
    return first <= number && number <= last ? 'free' : 'other'
  }
  const from = addressNumber(subnet.network) ?? 0
  const to = addressNumber(subnet.broadcast) ?? -1
  return Array.from({ length: to - from + 1 }, (_, at) => use(from + at))
}

/** A stretch of addresses of one use, by their places in the map. */
export interface Stretch {
  readonly use: AddressUse
  readonly from: number
  readonly to: number
}

/** The map as stretches of one use each, in the order of the addresses. */
export function stretchesOf(map: readonly AddressUse[]): readonly Stretch[] {
  const starts = [...map.keys()].filter((at) => map[at] !== map[at - 1])
  return starts.flatMap((from, index) => {
    const use = map[from]
    return use === undefined ? [] : [{ use, from, to: (starts[index + 1] ?? map.length) - 1 }]
  })
}
