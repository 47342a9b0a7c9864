import ipaddr from 'ipaddr.js'
import type { AddressRange } from './model.ts'

/** An IPv6 address in the canonical form of RFC 5952; undefined for anything else. */
export function plainIpv6(text: string): string | undefined {
  return text.includes(':') && ipaddr.IPv6.isValid(text) && !text.includes('%')
    ? ipaddr.IPv6.parse(text).toRFC5952String()
    : undefined
}

/** The number of an IPv6 address, from 0 to 2¹²⁸ − 1; undefined for anything else. */
export function address6Number(text: string): bigint | undefined {
  if (plainIpv6(text) === undefined) return undefined
  return ipaddr.IPv6.parse(text).parts.reduce((number, part) => number * 65536n + BigInt(part), 0n)
}

/** The address of a number from 0 to 2¹²⁸ − 1, in its canonical form. */
export function address6Of(number: bigint): string {
  const parts = Array.from({ length: 8 }, (_, index) =>
    Number((number >> BigInt(112 - 16 * index)) & 0xffffn),
  )
  return new ipaddr.IPv6(parts).toRFC5952String()
}

/** A network as `ADDRESS/LENGTH` in its canonical form; undefined for anything else. */
export function plainPrefix6(text: string): string | undefined {
  const [address = '', length = '', ...more] = text.split('/')
  const plain = plainIpv6(address)
  const wellFormed = /^[0-9]{1,3}$/.test(length) && Number(length) <= 128 && more.length === 0
  return plain === undefined || !wellFormed ? undefined : `${plain}/${Number(length)}`
}

/**
 * The addresses that a `range6` statement gives away: two addresses, or a network. dhcpd turns a range round that is
 * written backwards (`range2cidr` in `common/inet.c`).
 */
export function rangeOf6(from: string, to: string | undefined): AddressRange | undefined {
  const first = plainIpv6(from)
  const last = plainIpv6(to ?? '')
  if (first !== undefined && last !== undefined) return inOrder(first, last)
  const cidr = plainPrefix6(from)
  if (cidr === undefined) return undefined
  return {
    from: ipaddr.IPv6.networkAddressFromCIDR(cidr).toRFC5952String(),
    to: ipaddr.IPv6.broadcastAddressFromCIDR(cidr).toRFC5952String(),
  }
}

function inOrder(a: string, b: string): AddressRange {
  return (address6Number(a) ?? 0n) <= (address6Number(b) ?? 0n) ? { from: a, to: b } : { from: b, to: a }
}
