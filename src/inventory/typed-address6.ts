import ipaddr from 'ipaddr.js'
import { addressNumber } from './address.ts'
import { plainIpv6 } from './address6.ts'
import { escaped } from './escaped.ts'
import { type Parsed, refused } from './parsed.ts'

const EXAMPLE = 'Type one as in `2001:db8::17`.'

/** What ipaddr.js calls addresses that no single device has, or that mean nothing beyond one link or program. */
const NOT_FOR_HOSTS: Readonly<Record<string, string>> = {
  unspecified: 'is the unspecified address',
  loopback: 'is the loopback address',
  multicast: 'is a multicast address',
  linkLocal: 'is a link-local address, which devices give themselves',
  ipv4Mapped: 'is an IPv4 address in IPv6 notation',
}

/**
 * Reads an IPv6 address that a person typed (RFC 4291, 2.2), without zone, length or brackets.
 * @returns the canonical form of RFC 5952
 */
export function parseAddress6(text: string): Parsed<string> {
  const shown = `\`${escaped(text)}\``
  if (text === '')
    return refused('address6-form', 'No address was given.', 'Type one, or leave it to `auto`.')
  if (text.trim() !== text) {
    return refused('address6-form', `${shown} has a blank at its start or end.`, 'Take the blank away.')
  }
  if (addressNumber(text) !== undefined) {
    return refused(
      'address6-form',
      `${shown} is an IPv4 address, and this is a configuration for IPv6.`,
      EXAMPLE,
    )
  }
  const plain = plainIpv6(text)
  if (plain === undefined) return refused('address6-form', `${shown} is not an IPv6 address.`, EXAMPLE)
  const reason = NOT_FOR_HOSTS[ipaddr.IPv6.parse(plain).range()]
  return reason === undefined
    ? { ok: true, value: plain }
    : refused('address6-form', `${shown} ${reason}.`, EXAMPLE)
}
