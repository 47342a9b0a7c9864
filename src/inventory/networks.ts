import { addressNumber } from './address.ts'

/** What networks are found by: `network` is the first address, `cidr` says the size behind its slash. */
export interface Network {
  readonly cidr: string
  readonly network: string
}

/** IPv4 networks by size, found by an address in the same time however many there are. */
export class Networks<N extends Network> {
  /** By size, the smallest first; in each by the number of the network, those of one number in their order. */
  readonly #sizes: readonly { readonly size: number; readonly at: ReadonlyMap<number, readonly N[]> }[]

  constructor(networks: readonly N[]) {
    const sizes = new Map<number, Map<number, N[]>>()
    for (const network of networks) {
      const size = sizeOf(network)
      const at = sizes.get(size) ?? new Map<number, N[]>()
      const number = addressNumber(network.network) ?? 0
      at.set(number, [...(at.get(number) ?? []), network])
      sizes.set(size, at)
    }
    this.#sizes = [...sizes].map(([size, at]) => ({ size, at })).sort((a, b) => a.size - b.size)
  }

  /** The smallest network that holds an address; of two equal ones the first, as dhcpd finds that. */
  smallest(number: number): N | undefined {
    for (const { size, at } of this.#sizes) {
      const found = at.get(number - (number % size))
      if (found) return found[0]
    }
    return undefined
  }

  /** All networks that hold an address, the smallest first. */
  all(number: number): N[] {
    return this.#sizes.flatMap(({ size, at }) => at.get(number - (number % size)) ?? [])
  }
}

/** How many addresses a network has. */
export function sizeOf({ cidr }: Pick<Network, 'cidr'>): number {
  return 2 ** (32 - Number(cidr.slice(cidr.indexOf('/') + 1)))
}
