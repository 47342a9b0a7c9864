import { subnetOf } from '../inventory/index.ts'
import type { Host, Inventory, Scope, Subnet } from '../inventory/model.ts'

/**
 * For each subnet (by CIDR) the last host of the main file behind which a new one may stand: at top level, or directly
 * in the declaration of that subnet or of its shared network.
 */
export function lastHostOfEachSubnet(inventory: Inventory): Map<string, Host> {
  const last = new Map<string, Host>()
  for (const host of inventory.hosts) {
    if (host.place.path !== inventory.configuration.main) continue
    for (const address of host.addresses) {
      const subnet = subnetOf(inventory, address)
      if (subnet && host.scopes.every((scope) => isOwnScope(scope, host, subnet))) last.set(subnet.cidr, host)
    }
  }
  return last
}

function isOwnScope(scope: Scope, host: Host, subnet: Subnet): boolean {
  if (scope.kind === 'subnet') return encloses(subnet.place, host.place)
  return (
    scope.kind === 'shared-network' &&
    subnet.sharedNetwork !== undefined &&
    scope.label.endsWith(` ${subnet.sharedNetwork}`)
  )
}

function encloses(outer: Subnet['place'], inner: Host['place']): boolean {
  const within = outer.offset < inner.offset && inner.offset + inner.length < outer.offset + outer.length
  return outer.path === inner.path && within
}
