import { addressNumber, compareAddresses } from './address.ts'
import { plainIpv6 } from './address6.ts'
import { macDigits } from './mac.ts'
import type { Host, Inventory, Lease } from './model.ts'

/** Hosts and leases that a search text speaks of, each sorted by address as numbers. */
export interface Found {
  readonly hosts: readonly Host[]
  readonly leases: readonly Lease[]
}

/**
 * Finds hosts and leases by a part of the name or of the comment (case does not matter), a part of an address, or a
 * MAC in any notation, whole or in part. A whole address finds itself and not those that begin like it.
 */
export function findHosts(inventory: Inventory, text: string): Found {
  const matches = matcherOf(text.trim())
  return {
    hosts: inAddressOrder(
      inventory.hosts.filter(
        (host) =>
          matches.text(host.name) ||
          matches.text(host.comment) ||
          matches.text(host.tenure?.owner) ||
          matches.host(host),
      ),
    ),
    leases: leasesMatching(inventory, matches),
  }
}

/** The leases alone; every one where the text is empty. */
export function findLeases(inventory: Inventory, text: string): readonly Lease[] {
  return leasesMatching(inventory, matcherOf(text.trim()))
}

function leasesMatching(inventory: Inventory, matches: Matcher): Lease[] {
  return leasesInAddressOrder(
    inventory.leases.filter(
      (lease) => matches.address(lease.address) || matches.mac(lease.mac) || matches.text(lease.hostname),
    ),
  )
}

/** Hosts by their first address as a number, then by name; those without an address come last. */
export function inAddressOrder(hosts: readonly Host[]): Host[] {
  return hosts.toSorted(byFirstAddress)
}

export function leasesInAddressOrder(leases: readonly Lease[]): Lease[] {
  return leases.toSorted((a, b) => compareAddresses(a.address, b.address))
}

interface Matcher {
  text(value: string | undefined): boolean
  address(value: string): boolean
  mac(value: string | undefined): boolean
  host(host: Host): boolean
}

function matcherOf(wanted: string): Matcher {
  const lower = wanted.toLowerCase()
  const digits = macDigits(wanted)
  const address6 = plainIpv6(wanted)
  const wholeAddress = addressNumber(wanted) !== undefined || address6 !== undefined
  const matcher: Matcher = {
    text: (value) => !wholeAddress && value !== undefined && value.toLowerCase().includes(lower),
    address: (value) => {
      if (!wholeAddress) return value.toLowerCase().includes(lower)
      return address6 === undefined ? value === wanted : plainIpv6(value) === address6
    },
    mac: (value) =>
      !wholeAddress && digits !== undefined && value !== undefined && holdsDigits(value, digits),
    host: ({ hardware, addresses, addresses6 }) =>
      matcher.mac(hardware?.address) || addresses.some(matcher.address) || addresses6.some(matcher.address),
  }
  return matcher
}

/** The beginning of an address, or at least two octets from any octet on, as people read labels from their end. */
function holdsDigits(mac: string, digits: string): boolean {
  const plain = mac.replaceAll(':', '')
  if (plain.startsWith(digits)) return true
  if (digits.length < 4) return false
  for (let at = plain.indexOf(digits); at !== -1; at = plain.indexOf(digits, at + 1)) {
    if (at % 2 === 0) return true
  }
  return false
}

function byFirstAddress(a: Host, b: Host): number {
  return compareAddresses(firstAddress(a), firstAddress(b)) || (a.name < b.name ? -1 : 1)
}

function firstAddress(host: Host): string {
  return host.addresses[0] ?? host.addresses6[0] ?? ''
}
