import { indexOf, networkOf, subnetOf } from './index.ts'
import type { Host, Inventory, LeaseHost, Subnet, Subnet6 } from './model.ts'

/** A network that dhcpd serves, of either family. */
export type AnySubnet = Subnet | Subnet6

/** The smallest declared subnet that holds an address of either family; undefined where none does. */
export function anySubnetOf(inventory: Inventory, address: string): AnySubnet | undefined {
  return address.includes(':') ? indexOf(inventory).networks6.smallest(address) : subnetOf(inventory, address)
}

/** Whether dhcpd looks for a host's address in both together: one subnet, or two of one shared network. */
export function sameAnyNetwork(a: AnySubnet, b: AnySubnet): boolean {
  return networkOf(a) === networkOf(b)
}

/** The fixed addresses of a host, of both families. */
export function addressesOf(host: Host | LeaseHost): readonly string[] {
  return 'addresses6' in host ? [...host.addresses, ...host.addresses6] : host.addresses
}
