import { addressNumber } from '../address.ts'
import { type KeaFinding, when } from './kea-rule.ts'
import type { Said } from './statements.ts'

/** A reservation has one address, and no name in its place. */
export function fixedAddressInKea({ words }: Said): KeaFinding | undefined {
  const addresses = words.filter((word) => word !== ',')
  const names = addresses.filter((address) => addressNumber(address) === undefined)
  if (names.length > 0) {
    return { code: 'kea-name-as-address', message: `The address is given as a name, ${names.join(', ')}.` }
  }
  return when(addresses.length > 1, 'kea-several-addresses', `The host has ${addresses.length} addresses.`)
}

export function hardwareInKea({ words: [type = ''] }: Said): KeaFinding | undefined {
  const isOther = type.toLowerCase() !== 'ethernet'
  return when(isOther, 'kea-hardware-type', `The hardware address is of type ${type}.`)
}

/** The options by which Kea, too, can know a client (Kea's manual, “Host Reservations”). */
const KNOWN_TO_KEA: ReadonlySet<string> = new Set([
  'dhcp-client-identifier',
  'dhcp6.client-id',
  'agent.circuit-id',
])

/** `host-identifier option NAME VALUE`, or `host-identifier v6relopt N NAME VALUE`. */
export function hostIdentifierInKea({ words }: Said): KeaFinding | undefined {
  const [by = '', ...rest] = words
  const option = (by.toLowerCase() === 'option' ? rest[0] : rest[1]) ?? ''
  const isKnown = by.toLowerCase() === 'option' && KNOWN_TO_KEA.has(option.toLowerCase())
  return when(!isKnown, 'kea-host-identifier', `The host is found by its option ${option}.`)
}

/** `group NAME;` in a host. A group's block needs no finding: what it hands down can be written out. */
export function groupOfHostInKea({ words, hasBlock }: Said): KeaFinding | undefined {
  return when(!hasBlock, 'kea-host-group', `The host inherits from group ${words.join(' ')}.`)
}
