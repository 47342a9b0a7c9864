import { address6Number, address6Of, rangeOf6 } from './address6.ts'
import { indexOf } from './index.ts'
import { isLeased } from './leased.ts'
import type { AddressRange, Inventory, Subnet6 } from './model.ts'

/** An inclusive range of addresses as numbers. */
interface Span6 {
  readonly from: bigint
  readonly to: bigint
}

/**
 * The addresses of an IPv6 subnet that may be given to a host, from the lowest: outside its `range6` statements and the
 * smaller subnets in it, declared by no host, leased to nobody. The first two are left out: the subnet-router anycast
 * address (RFC 4291, 2.6.1), and the one behind it, which by custom is the router's and stands in no dhcpd.conf.
 */
export function* freeAddresses6(inventory: Inventory, subnet: Subnet6): Generator<string, undefined> {
  const { from, to } = spanOf6(rangeOf6(subnet.cidr, undefined))
  const index = indexOf(inventory)
  const barred = barredIn(subnet, inventory)
  let bar = 0
  for (let number = from + 2n; number <= to; number++) {
    while (bar < barred.length && (barred[bar]?.to ?? number) < number) bar++
    const here = barred[bar]
    if (here && here.from <= number) {
      number = here.to
      continue
    }
    const address = address6Of(number)
    if (!index.byAddress.has(address) && !isLeased(index, address)) yield address
  }
  return undefined
}

/** In order of their first address; one may lie within another. */
function barredIn(subnet: Subnet6, { subnets6 }: Inventory): Span6[] {
  const whole = spanOf6(rangeOf6(subnet.cidr, undefined))
  const smaller = subnets6
    .filter(({ cidr }) => cidr !== subnet.cidr)
    .map(({ cidr }) => spanOf6(rangeOf6(cidr, undefined)))
    .filter(({ from, to }) => whole.from <= from && to <= whole.to)
  return [...subnet.ranges.map(spanOf6), ...smaller].sort((a, b) => (a.from < b.from ? -1 : 1))
}

function spanOf6(range: AddressRange | undefined): Span6 {
  return { from: address6Number(range?.from ?? '') ?? 0n, to: address6Number(range?.to ?? '') ?? 0n }
}
