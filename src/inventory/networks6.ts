import { address6Number } from './address6.ts'
import type { Subnet6 } from './model.ts'

/** IPv6 networks by length, found by an address in the same time however many there are. */
export class Networks6 {
  /** By how many bits are the hosts' own, the smallest network first; in each by the bits before them. */
  readonly #sizes: readonly { readonly shift: bigint; readonly at: ReadonlyMap<bigint, Subnet6> }[]

  constructor(subnets: readonly Subnet6[]) {
    const sizes = new Map<bigint, Map<bigint, Subnet6>>()
    for (const subnet of subnets) {
      const { number, shift } = prefixOf(subnet.cidr)
      const at = sizes.get(shift) ?? new Map<bigint, Subnet6>()
      const prefix = number >> shift
      if (!at.has(prefix)) at.set(prefix, subnet)
      sizes.set(shift, at)
    }
    this.#sizes = [...sizes]
      .map(([shift, at]) => ({ shift, at }))
      .sort((a, b) => (a.shift < b.shift ? -1 : 1))
  }

  /** The smallest network that holds an address; undefined where none does or it is no address. */
  smallest(address: string): Subnet6 | undefined {
    const number = this.#sizes.length === 0 ? undefined : address6Number(address)
    if (number === undefined) return undefined
    return this.#smallestFrom(number, 0n)
  }

  /** The first declaration of a network, and the smallest larger one that it lies in. */
  around({ cidr }: Pick<Subnet6, 'cidr'>): { first: Subnet6 | undefined; outer: Subnet6 | undefined } {
    const { number, shift } = prefixOf(cidr)
    const first = this.#sizes.find((size) => size.shift === shift)?.at.get(number >> shift)
    return { first, outer: this.#smallestFrom(number, shift + 1n) }
  }

  #smallestFrom(number: bigint, least: bigint): Subnet6 | undefined {
    for (const { shift, at } of this.#sizes) {
      const found = shift < least ? undefined : at.get(number >> shift)
      if (found) return found
    }
    return undefined
  }
}

/** The number of a network's first address, and how many bits are its hosts' own. */
function prefixOf(cidr: string): { number: bigint; shift: bigint } {
  const [network = '', length] = cidr.split('/')
  return { number: address6Number(network) ?? 0n, shift: 128n - BigInt(length ?? 128) }
}
