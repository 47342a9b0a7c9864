import { type AnySubnet, addressesOf, anySubnetOf } from '../inventory/any-subnet.ts'
import type { Host, Inventory, Scope } from '../inventory/model.ts'

/**
 * For each subnet (by CIDR) the last host of the main file behind which a new one may stand: at top level, or directly
 * in the declaration of that subnet or of its shared network.
 */
export function lastHostOfEachSubnet(inventory: Inventory): Map<string, Host> {
  const last = new Map<string, Host>()
  for (const host of inventory.hosts) {
    if (host.place.path !== inventory.configuration.main) continue
    for (const address of addressesOf(host)) {
      const subnet = anySubnetOf(inventory, address)
      if (subnet && host.scopes.every((scope) => isOwnScope(scope, host, subnet))) last.set(subnet.cidr, host)
    }
  }
  return last
}

function isOwnScope(scope: Scope, host: Host, subnet: AnySubnet): boolean {
  if (scope.kind === 'subnet' || scope.kind === 'subnet6') return encloses(subnet.place, host.place)
  return (
    scope.kind === 'shared-network' &&
    subnet.sharedNetwork !== undefined &&
    scope.label.endsWith(` ${subnet.sharedNetwork}`)
  )
}

function encloses(outer: AnySubnet['place'], inner: Host['place']): boolean {
  const within = outer.offset < inner.offset && inner.offset + inner.length < outer.offset + outer.length
  return outer.path === inner.path && within
}
