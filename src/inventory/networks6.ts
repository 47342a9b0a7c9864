import { address6Number } from './address6.ts'
import type { Subnet6 } from './model.ts'

/** IPv6 networks by length, found by an address in the same time however many there are. */
export class Networks6 {
  /** By how many bits are the hosts' own, the smallest network first; in each by the bits before them. */
  readonly #sizes: readonly { readonly shift: bigint; readonly at: ReadonlyMap<bigint, Subnet6> }[]

  constructor(subnets: readonly Subnet6[]) {
    const sizes = new Map<bigint, Map<bigint, Subnet6>>()
    for (const subnet of subnets) {
      const [network = '', length] = subnet.cidr.split('/')
      const shift = 128n - BigInt(length ?? 128)
      const at = sizes.get(shift) ?? new Map<bigint, Subnet6>()
      const prefix = (address6Number(network) ?? 0n) >> shift
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
    for (const { shift, at } of this.#sizes) {
      const found = at.get(number >> shift)
      if (found) return found
    }
    return undefined
  }
}
