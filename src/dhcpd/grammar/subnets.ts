import type { SubnetScope } from './scope.ts'

type Subnet4 = SubnetScope & { readonly family: 4 }
type Subnet6 = SubnetScope & { readonly family: 6 }

export function isSubnet4(subnet: SubnetScope | undefined): subnet is Subnet4 {
  return subnet?.family === 4
}

export function isSubnet6(subnet: SubnetScope | undefined): subnet is Subnet6 {
  return subnet?.family === 6
}

/** Whether an IPv4 address (an unsigned number) is in a subnet. */
export function holds({ address: network, mask }: Subnet4, address: number): boolean {
  return (address & mask) >>> 0 === network
}

/** Whether an IPv6 address is in a subnet. */
export function holds6({ address: network, length }: Subnet6, address: bigint): boolean {
  return (address ^ network) >> BigInt(128 - length) === 0n
}

/** Of the subnets that hold an IPv4 address the innermost: dhcpd keeps them so. */
export function innermost(subnets: readonly SubnetScope[], address: number): SubnetScope | undefined {
  let found: Subnet4 | undefined
  for (const subnet of subnets) {
    if (!isSubnet4(subnet) || !holds(subnet, address)) continue
    if (!found || subnet.mask > found.mask) found = subnet
  }
  return found
}

export function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.')
}
