import { addressNumber, addressOf } from '../inventory/address.ts'
import { type AnySubnet, addressesOf, anySubnetOf } from '../inventory/any-subnet.ts'
import { indexOf } from '../inventory/index.ts'
import type { Host, Inventory, Scope } from '../inventory/model.ts'
import { sizeOf } from '../inventory/networks.ts'

/**
 * The last host of a subnet in the main file behind which a new one may stand: at top level, or directly in the
 * declaration of that subnet or of its shared network. Undefined where there is none.
 */
export function lastHostOf(inventory: Inventory, subnet: AnySubnet): Host | undefined {
  let last: Host | undefined
  for (const host of hostsOf(inventory, subnet)) {
    if (host.place.path !== inventory.configuration.main) continue
    if (!host.scopes.every((scope) => isOwnScope(scope, host, subnet))) continue
    if (!last || last.place.offset < host.place.offset) last = host
  }
  return last
}

/** Up to this size it is quicker to look for each address of a subnet than to look at all hosts. */
const SMALL = 1_024

/** The hosts with an address in a subnet, and in no smaller one. */
function hostsOf(inventory: Inventory, subnet: AnySubnet): readonly Host[] {
  const isOwn = (address: string) => anySubnetOf(inventory, address)?.cidr === subnet.cidr
  if (!('network' in subnet) || sizeOf(subnet) > SMALL) {
    return inventory.hosts.filter((host) => addressesOf(host).some(isOwn))
  }
  const first = addressNumber(subnet.network) ?? 0
  const addresses = Array.from({ length: sizeOf(subnet) }, (_, index) => addressOf(first + index))
  return addresses.flatMap((address) => (isOwn(address) ? indexOf(inventory).byAddress.get(address) : []))
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
