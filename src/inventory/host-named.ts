import { indexOf } from './index.ts'
import type { Host, Inventory } from './model.ts'

/** The host of this very name: dhcpd tells upper and lower case apart, which the index does not. */
export function hostNamed(inventory: Inventory, name: string): Host | undefined {
  const alike = indexOf(inventory).byName.get(name.toLowerCase())
  return alike.find((host) => host.name === name)
}
