import ipaddr from 'ipaddr.js'
import { addressNumber, addressOf, compareAddresses, isInRange } from './address.ts'
import type { AddressRange, Subnet } from './model.ts'
import { type Located, placeOf } from './walk.ts'

/** A subnet as declared, before the ranges and routers of the whole configuration are known. */
export type DeclaredSubnet = Omit<Subnet, 'ranges' | 'routers'>

/** Reads a subnet declaration; undefined where dhcpd refuses it: a mask with holes, or one that cuts the number. */
export function subnetOfMeaning(
  located: Located,
  sharedNetwork: string | undefined,
): DeclaredSubnet | undefined {
  const { meaning } = located
  if (meaning.kind !== 'subnet') return undefined
  const { network, netmask } = meaning
  const prefix = ipaddr.IPv4.parse(netmask).prefixLengthFromSubnetMask()
  if (prefix === null) return undefined
  const first = addressNumber(network) ?? 0
  const size = 2 ** (32 - prefix)
  if (first % size !== 0) return undefined
  const broadcast = addressOf(first + size - 1)
  return { cidr: `${network}/${prefix}`, network, broadcast, sharedNetwork, place: placeOf(located) }
}

/**
 * Gives each subnet the ranges and routers that lie in it, wherever they are declared: a pool may stand in the shared
 * network beside it, and an `option routers` in a group round it.
 */
export function completeSubnets(
  subnets: readonly DeclaredSubnet[],
  ranges: readonly AddressRange[],
  routers: ReadonlySet<string>,
): Subnet[] {
  return subnets.map((subnet) => {
    const span = { from: subnet.network, to: subnet.broadcast }
    const { place, ...declared } = subnet
    return {
      ...declared,
      ranges: ranges.filter((range) => isInRange(range.from, span)),
      routers: [...routers].filter((router) => isInRange(router, span)).sort(compareAddresses),
      place,
    }
  })
}

/** The first and last address that a host may have: not the network, not the broadcast address (RFC 3021 for /31). */
export function hostSpan(subnet: Subnet): AddressRange {
  const from = addressNumber(subnet.network) ?? 0
  const to = addressNumber(subnet.broadcast) ?? 0
  if (to - from < 2) return { from: subnet.network, to: subnet.broadcast }
  return { from: addressOf(from + 1), to: addressOf(to - 1) }
}
