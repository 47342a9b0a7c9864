import ipaddr from 'ipaddr.js'
import type { AddressFault } from './address-faults.ts'
import type { Subnet6 } from './model.ts'
import { ranges6Of } from './ranges6.ts'

/** Networks of one or two addresses have no subnet-router anycast address (RFC 6164). */
const LONGEST_WITH_ANYCAST = 126

/**
 * What speaks against giving an address of an IPv6 subnet to a host, whoever has it.
 * @param address in its canonical form
 */
export function addressFaults6(address: string, subnet: Subnet6): readonly AddressFault[] {
  const { cidr } = subnet
  const faults: AddressFault[] = []
  if (hasAnycast(cidr) && address === ipaddr.IPv6.networkAddressFromCIDR(cidr).toRFC5952String()) {
    faults.push({ code: 'address-network', message: `is the subnet-router anycast address of ${cidr}` })
  }
  const range = ranges6Of(subnet).around(address)
  if (range) {
    const ends = `${range.from} – ${range.to}`
    faults.push({ code: 'address-in-range', message: `lies in the dynamic range ${ends} of ${cidr}` })
  }
  return faults
}

function hasAnycast(cidr: string): boolean {
  return Number(cidr.slice(cidr.indexOf('/') + 1)) <= LONGEST_WITH_ANYCAST
}
