import { addressNumber } from './address.ts'
import type { AddressRange, Subnet } from './model.ts'
import { hostSpan } from './subnet.ts'

/** An inclusive range of addresses as numbers. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** A subnet in numbers: the first and last address that a host may have, and what else takes its addresses. */
export interface SubnetSpan {
  readonly first: number
  readonly last: number
  /** In order of their first address; dhcpd lets them not overlap. */
  readonly ranges: readonly Span[]
  readonly routers: ReadonlySet<number>
}

const known = new WeakMap<Subnet, SubnetSpan>()

/** Worked out once for each subnet, as each of its hosts is held against it. */
export function spanOf(subnet: Subnet): SubnetSpan {
  const span = known.get(subnet) ?? measure(subnet)
  known.set(subnet, span)
  return span
}

/** The span that holds a number, by binary search in spans that are in order and do not overlap. */
export function spanAround(spans: readonly Span[], number: number): Span | undefined {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.to ?? 0) < number) low = middle + 1
    else high = middle
  }
  const span = spans[low]
  return span && span.from <= number ? span : undefined
}

export function inOrder(spans: readonly Span[]): Span[] {
  return spans.toSorted((a, b) => a.from - b.from)
}

export function numbersOf({ from, to }: AddressRange): Span {
  return { from: addressNumber(from) ?? 0, to: addressNumber(to) ?? 0 }
}

function measure(subnet: Subnet): SubnetSpan {
  const { from, to } = numbersOf(hostSpan(subnet))
  return {
    first: from,
    last: to,
    ranges: inOrder(subnet.ranges.map(numbersOf)),
    routers: new Set(subnet.routers.map((router) => addressNumber(router) ?? 0)),
  }
}
