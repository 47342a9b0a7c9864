import { addressNumber } from '../address.ts'
import { addressFaults } from '../address-faults.ts'
import { type InventoryIndex, indexOf } from '../index.ts'
import { isLeased } from '../leased.ts'
import type { Host, Inventory, Scope, Subnet, Subnet6 } from '../model.ts'
import { ranges6Of } from '../ranges6.ts'
import { hostsSaid } from '../said.ts'
import type { Report } from './configuration-finding.ts'
import { groupsOf, madeBy } from './twin-groups.ts'

/**
 * Addresses that no client can get, that others can get too, or that stand in the wrong subnet.
 * @param unresolvable DNS names that do not resolve; undefined where nobody asked.
 */
export function reviewAddresses(
  inventory: Inventory,
  unresolvable: ReadonlySet<string> | undefined,
  report: Report,
): void {
  const index = indexOf(inventory)
  for (const host of inventory.hosts) {
    for (const address of host.addresses) {
      const number = addressNumber(address)
      if (number !== undefined) reviewAddress(host, address, number, index, inventory, report)
      else if (unresolvable?.has(address)) {
        report(
          'address-unresolvable',
          host.place,
          `The name ${address} of host ${host.name} does not resolve.`,
        )
      }
    }
    for (const address of host.addresses6) reviewAddress6(host, address, inventory, report)
  }
  reviewShared(inventory, report)
}

function reviewAddress(
  host: Host,
  address: string,
  number: number,
  index: InventoryIndex,
  inventory: Inventory,
  report: Report,
): void {
  const subnet = index.networks.smallest(number)
  if (!subnet) {
    if (inventory.subnets.length > 0) reportOutside(host, address, report)
    return
  }
  for (const { code, message } of addressFaults(number, subnet)) {
    report(code, host.place, `The address of host ${host.name}, ${address}, ${message}.`)
  }
  reviewHome(host, address, subnet, report)
  const holder = index.leases.get(address)
  if (holder && isLeased(index, address) && holder.mac !== host.hardware?.address) {
    const message = `The address of host ${host.name}, ${address}, is leased to ${holder.mac ?? 'a device without a MAC'} at present.`
    report('address-leased', host.place, message)
  }
}

/** A file that declares no subnet is part of a configuration: it cannot say what lies outside. */
function reviewAddress6(host: Host, address: string, inventory: Inventory, report: Report): void {
  const subnet = indexOf(inventory).networks6.smallest(address)
  if (!subnet) {
    if (inventory.subnets6.length > 0) reportOutside(host, address, report)
    return
  }
  const range = ranges6Of(subnet).around(address)
  if (range) {
    const message = `The address of host ${host.name}, ${address}, lies in the dynamic range ${range.from} – ${range.to} of ${subnet.cidr}.`
    report('address-in-range', host.place, message)
  }
  reviewHome(host, address, subnet, report)
}

function reportOutside(host: Host, address: string, report: Report): void {
  const message = `The address of host ${host.name}, ${address}, lies in no declared subnet.`
  report('address-outside', host.place, message)
}

/** A host in a group or pool of a subnet stands in that subnet. */
function reviewHome(host: Host, address: string, subnet: Subnet | Subnet6, report: Report): void {
  const home = host.scopes.find(isSubnet)
  if (!home || home.label === subnet.scopes.at(-1)?.label) return
  const message = `Host ${host.name} stands in ${home.label}, and its address ${address} lies in ${subnet.cidr}.`
  report('host-in-other-subnet', host.place, message)
}

function isSubnet({ kind }: Scope): boolean {
  return kind === 'subnet' || kind === 'subnet6'
}

/** The same address in hosts of one MAC is a dead entry, which another rule names. */
function reviewShared(inventory: Inventory, report: Report): void {
  const made = madeBy(inventory, ({ addresses }) => addresses)
  for (const [address, twins] of groupsOf(indexOf(inventory).byAddress, made)) {
    const [first, ...others] = twins
    for (const host of others) {
      if (!first || (host.hardware && host.hardware.address === first.hardware?.address)) continue
      report(
        'address-shared',
        host.place,
        `${address} of host ${host.name} already belongs to ${hostsSaid([first])}.`,
      )
    }
  }
}
