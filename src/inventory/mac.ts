import { CHECKS } from './checks/registry.ts'
import { escaped } from './escaped.ts'
import { type Parsed, refused } from './parsed.ts'

/**
 * Reads a MAC address in any common notation: `00:11:22:33:44:55`, `0-11-22-33-44-55`, `00 11 22 33 44 55`,
 * `0011.2233.4455` (Cisco), `001122-334455` (HP), `001122334455`; in any case, with blanks round it.
 * @returns lower case, colons, two digits an octet; or why it can name no device's network card.
 */
export function parseMac(text: string): Parsed<string> {
  const shown = `\`${escaped(text)}\``
  const octets = octetsOf(text.trim())
  if (octets === undefined) {
    return refused(
      'mac-form',
      `${shown} is not a MAC address.`,
      'Type six octets, as in `00:11:22:33:44:55`.',
    )
  }
  const mac = octets.map((octet) => octet.padStart(2, '0')).join(':')
  const fault = macFault(mac)
  if (fault) return refused(fault.code, `${shown} ${fault.message}.`, CHECKS[fault.code].advice)
  return { ok: true, value: mac }
}

/** Why a hardware address can be no device's, as the end of a sentence. */
export interface MacFault {
  readonly code: 'mac-length' | 'mac-broadcast' | 'mac-zero' | 'mac-multicast'
  readonly message: string
}

/** @param mac octets of two hexadecimal digits with colons between. */
export function macFault(mac: string): MacFault | undefined {
  if (mac.length !== 17) {
    const count = (mac.length + 1) / 3
    const octets = `${count} ${count === 1 ? 'octet' : 'octets'}`
    return { code: 'mac-length', message: `has ${octets}; a MAC address has 6` }
  }
  if (mac === 'ff:ff:ff:ff:ff:ff') return { code: 'mac-broadcast', message: 'is the broadcast address' }
  if (mac === '00:00:00:00:00:00') return { code: 'mac-zero', message: 'is all zero' }
  if (firstOctet(mac) & 1) {
    return { code: 'mac-multicast', message: 'is a multicast address; no device has it' }
  }
  return undefined
}

/** Made up by software (a private Wi-Fi address, a virtual machine) and not given by a maker (IEEE 802, bit 1). */
export function isLocallyAdministered(mac: string): boolean {
  return (firstOctet(mac) & 2) !== 0
}

/** The hexadecimal digits of a MAC or of a part of one, in any notation; undefined for any other text. */
export function macDigits(text: string): string | undefined {
  const fragment = text
    .trim()
    .replace(/[:\-. ]+$/, '')
    .toLowerCase()
  const groups = fragment.split(separatorOf(fragment))
  if (!groups.every((group) => /^[0-9a-f]+$/.test(group))) return undefined
  const last = groups.length - 1
  // A one-digit octet lacks its zero, except at the end, where the second digit may not have been typed.
  return groups.map((group, index) => (index < last && group.length === 1 ? `0${group}` : group)).join('')
}

function firstOctet(mac: string): number {
  return hexDigit(mac.charCodeAt(0)) * 16 + hexDigit(mac.charCodeAt(1))
}

/** The value of `0`–`9` or `a`–`f`. */
function hexDigit(byte: number): number {
  return byte < 0x3a ? byte - 0x30 : byte - 0x57
}

/**
 * Splits hexadecimal digits with one kind of separator between into octets. Groups of one or two digits are octets
 * each; longer groups are runs of two-digit octets.
 */
function octetsOf(text: string): string[] | undefined {
  const groups = text.toLowerCase().split(separatorOf(text))
  if (!groups.every((group) => /^[0-9a-f]+$/.test(group))) return undefined
  if (groups.every((group) => group.length <= 2)) return groups
  const pairs = groups.map((group) => group.match(/../g) ?? [])
  const even = groups.every((group) => group.length % 2 === 0 && group.length === groups[0]?.length)
  return even ? pairs.flat() : undefined
}

function separatorOf(text: string): string | RegExp {
  const separator = [':', '-', '.'].find((candidate) => text.includes(candidate))
  return separator ?? / +/
}
