import ipaddr from 'ipaddr.js'
import { addressNumber, addressOf, compareAddresses } from './address.ts'
import type { AddressRange, Scope, Subnet } from './model.ts'
import { Networks } from './networks.ts'
import { type Located, placeOf } from './walk.ts'

/** A subnet as declared, before the ranges and routers of the whole configuration are known. */
export type DeclaredSubnet = Omit<Subnet, 'ranges' | 'routers'>

/**
 * Reads a subnet declaration; undefined where dhcpd refuses it: a mask with holes, or one that cuts the number.
 * @param scopes the declarations round it and its own
 */
export function subnetOfMeaning(
  located: Located,
  sharedNetwork: string | undefined,
  scopes: readonly Scope[],
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
  return { cidr: `${network}/${prefix}`, network, broadcast, sharedNetwork, scopes, place: placeOf(located) }
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
  const complete = subnets.map(({ place, ...declared }) => ({
    ...declared,
    ranges: [] as AddressRange[],
    routers: [] as string[],
    place,
  }))
  const networks = new Networks(complete)
  const around = (address: string) => networks.all(addressNumber(address) ?? -1)
  for (const { from, to } of ranges) for (const subnet of around(from)) subnet.ranges.push({ from, to })
  for (const router of routers) for (const subnet of around(router)) subnet.routers.push(router)
  for (const subnet of complete) subnet.routers.sort(compareAddresses)
  return complete
}

/** The first and last address that a host may have: not the network, not the broadcast address (RFC 3021 for /31). */
export function hostSpan(subnet: Pick<Subnet, 'network' | 'broadcast'>): AddressRange {
  const from = addressNumber(subnet.network) ?? 0
  const to = addressNumber(subnet.broadcast) ?? 0
  if (to - from < 2) return { from: subnet.network, to: subnet.broadcast }
  return { from: addressOf(from + 1), to: addressOf(to - 1) }
}
