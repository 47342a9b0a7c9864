import ipaddr from 'ipaddr.js'
import { ipv4Number, ipv4Of } from '../dhcpd/ipv4.ts'
import { address6Number, plainIpv6 } from './address6.ts'
import { escaped } from './escaped.ts'
import type { AddressRange } from './model.ts'
import { type Parsed, refused } from './parsed.ts'

/** Which addresses a dhcpd serves: it is started with -4 or with -6. */
export type Family = 4 | 6

/**
 * Reads an IPv4 address that a person typed, strictly: four decimal numbers and nothing else, so that nobody's idea
 * of octal, hexadecimal or short forms decides which device gets it.
 */
export function parseAddress(text: string): Parsed<string> {
  const shown = `\`${escaped(text)}\``
  if (text === '') return refused('address-form', 'No address was given.', 'Type one, or leave it to `auto`.')
  if (text.trim() !== text) {
    return refused('address-form', `${shown} has a blank at its start or end.`, 'Take the blank away.')
  }
  if (plainIpv6(text) !== undefined) {
    const advice = 'Type an IPv4 address. On the command line, -6 asks for an IPv6 one.'
    return refused(
      'address-form',
      `${shown} is an IPv6 address, and this is a configuration for IPv4.`,
      advice,
    )
  }
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^[0-9]{1,3}$/.test(part))) {
    return refused(
      'address-form',
      `${shown} is not an IPv4 address.`,
      'Type four numbers, as in `10.20.0.17`.',
    )
  }
  if (parts.some((part) => part.length > 1 && part.startsWith('0'))) {
    const plain = parts.map(Number).join('.')
    return refused(
      'address-form',
      `${shown} has a leading zero, which some programs read as octal.`,
      `Type \`${plain}\` if that is what you mean.`,
    )
  }
  if (!ipaddr.IPv4.isValid(text)) {
    return refused('address-form', `${shown} has a number over 255.`, 'Type four numbers from 0 to 255.')
  }
  return { ok: true, value: text }
}

/** The number of an IPv4 address, for sorting and ranges; undefined for a DNS name. */
export const addressNumber = ipv4Number

/** The address of a number from 0 to 2³² − 1. */
export const addressOf = ipv4Of

/** Orders IPv4 addresses by their numbers; then come IPv6 addresses by theirs, then DNS names by the alphabet. */
export function compareAddresses(a: string, b: string): number {
  const numberA = addressNumber(a) ?? Number.POSITIVE_INFINITY
  const numberB = addressNumber(b) ?? Number.POSITIVE_INFINITY
  if (numberA !== numberB) return numberA - numberB
  return compareTexts(sortKey6(a), sortKey6(b))
}

/** All digits of an IPv6 address, so that it sorts as a number; names are put behind. */
function sortKey6(text: string): string {
  const number = address6Number(text)
  return number === undefined ? `z${text}` : number.toString(16).padStart(32, '0')
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Whether an address lies in an inclusive range. */
export function isInRange(address: string, range: AddressRange): boolean {
  const number = addressNumber(address)
  const from = addressNumber(range.from)
  const to = addressNumber(range.to)
  return number !== undefined && from !== undefined && to !== undefined && from <= number && number <= to
}
