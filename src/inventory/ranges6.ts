import { address6Number } from './address6.ts'
import type { AddressRange, Subnet6 } from './model.ts'

interface Span6 extends AddressRange {
  readonly first: bigint
  readonly last: bigint
}

/** Ranges of IPv6 addresses, in which one is found in a time that hardly grows with them. They may overlap. */
export class Ranges6 {
  /** In the order of their first addresses. */
  readonly #spans: readonly Span6[]
  /** For each span, of it and those before it the one that ends last. */
  readonly #furthest: readonly Span6[]

  constructor(ranges: readonly AddressRange[]) {
    this.#spans = ranges.map(spanOf).sort((a, b) => (a.first < b.first ? -1 : 1))
    let furthest: Span6 | undefined
    this.#furthest = this.#spans.map((span) => {
      furthest = furthest && furthest.last >= span.last ? furthest : span
      return furthest
    })
  }

  /** A range that holds an address. */
  around(address: string): AddressRange | undefined {
    const number = this.#spans.length === 0 ? undefined : address6Number(address)
    if (number === undefined) return undefined
    let low = 0
    let high = this.#spans.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#spans[middle]?.first ?? 0n) <= number) low = middle + 1
      else high = middle
    }
    const furthest = this.#furthest[low - 1]
    return furthest && number <= furthest.last ? furthest : undefined
  }

  /** Each range that begins within another one, with that one. */
  *overlaps(): Generator<readonly [range: AddressRange, other: AddressRange]> {
    for (const [index, span] of this.#spans.entries()) {
      const other = this.#furthest[index - 1]
      if (other && span.first <= other.last) yield [span, other]
    }
  }
}

const known = new WeakMap<Subnet6, Ranges6>()

/** The dynamic ranges of a subnet, sorted once, as each of its hosts is looked for in them. */
export function ranges6Of(subnet: Subnet6): Ranges6 {
  const ranges = known.get(subnet) ?? new Ranges6(subnet.ranges)
  known.set(subnet, ranges)
  return ranges
}

function spanOf({ from, to }: AddressRange): Span6 {
  return { from, to, first: address6Number(from) ?? 0n, last: address6Number(to) ?? 0n }
}
