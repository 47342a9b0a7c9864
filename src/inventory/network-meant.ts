import { type AnySubnet, addressesOf, anySubnetOf } from './any-subnet.ts'
import type { Host, Inventory } from './model.ts'

/**
 * The subnets that a text speaks of: the one that is declared so (`10.20.0.0/24`), the smallest round an address, or those
 * of a shared network by its name (case does not matter). None where it speaks of nothing that is declared.
 */
export function networkMeant(inventory: Inventory, text: string): readonly AnySubnet[] {
  const all: readonly AnySubnet[] = [...inventory.subnets, ...inventory.subnets6]
  const one = all.find(({ cidr }) => cidr === text) ?? anySubnetOf(inventory, text)
  if (one) return [one]
  const lower = text.toLowerCase()
  return all.filter(({ sharedNetwork }) => sharedNetwork?.toLowerCase() === lower)
}

/** The hosts with an address in one of these subnets, in the order of the files. */
export function hostsIn(inventory: Inventory, subnets: readonly AnySubnet[]): readonly Host[] {
  const meant = new Set(subnets)
  const isMeant = (address: string) => {
    const subnet = anySubnetOf(inventory, address)
    return subnet !== undefined && meant.has(subnet)
  }
  return inventory.hosts.filter((host) => addressesOf(host).some(isMeant))
}
