import { HostGroups } from '../groups.ts'
import { indexOf, networkOf, subnetOf } from '../index.ts'
import { macFault } from '../mac.ts'
import type { Host, Inventory } from '../model.ts'
import { hostsSaid } from '../said.ts'
import type { Report } from './configuration-finding.ts'
import { identifiersOf, macOfUid } from './identifiers.ts'
import type { FileCode } from './registry.ts'
import { groupsOf, madeBy, type Twin } from './twin-groups.ts'

/**
 * Dead entries: dhcpd tries the hosts of one MAC, or of one identifier, in the order of the file and takes the first
 * whose address fits the client's network, so that a later one in the same network is never used.
 */
export function reviewTwins(inventory: Inventory, report: Report): void {
  const made = madeBy(inventory, ({ mac }) => (mac === undefined ? [] : [mac]))
  for (const [mac, twins] of groupsOf(indexOf(inventory).byMac, made)) {
    // A placeholder that no device has stands for nobody, and another rule names it.
    if (!macFault(mac)) reviewGroup('mac-used-in-network', mac, twins, inventory, report)
  }
  for (const [identifier, hosts] of byIdentifier(inventory.hosts).shared()) {
    reviewGroup('uid-used-in-network', identifier, hosts, inventory, report)
  }
  for (const host of inventory.hosts) reviewUid(host, inventory, report)
}

function reviewGroup(
  code: FileCode,
  shared: string,
  twins: readonly Twin[],
  inventory: Inventory,
  report: Report,
): void {
  const taken = new Map<string, Twin>()
  for (const twin of twins) {
    const networks = networksOf(twin, inventory)
    const [rival] = networks.map((network) => taken.get(network))
    if (rival && networks.every((network) => taken.has(network))) {
      const message = `${shared} of host ${twin.name} already belongs to ${hostsSaid([rival])}, in the same network: dhcpd never uses this host.`
      report(code, twin.place, message)
    }
    for (const network of networks) if (!taken.has(network)) taken.set(network, twin)
  }
}

/** A device whose client identifier is made of its MAC, as most are, is found by either; the uid comes first. */
function reviewUid(host: Host, inventory: Inventory, report: Report): void {
  const mac = host.uid === undefined ? undefined : macOfUid(host.uid)
  if (mac === undefined) return
  const networks = new Set(networksOf(host, inventory))
  const rival = indexOf(inventory)
    .byMac.get(mac)
    .find((other) => other !== host && networksOf(other, inventory).some((network) => networks.has(network)))
  if (!rival) return
  const message = `The uid of host ${host.name} holds ${mac}, the MAC of ${hostsSaid([rival])}, in the same network.`
  report('mac-used-as-uid', host.place, message)
}

/** Where dhcpd would use a host; one without an address fits every network, so all such stand for one. */
function networksOf({ addresses, addresses6 }: Twin, inventory: Inventory): string[] {
  if (addresses.length === 0 && addresses6.length === 0) return ['any network']
  const { networks6 } = indexOf(inventory)
  const subnets = addresses.map((address) => subnetOf(inventory, address))
  const subnets6 = addresses6.map((address) => networks6.smallest(address))
  return [...subnets, ...subnets6].filter((subnet) => subnet !== undefined).map(networkOf)
}

function byIdentifier(hosts: readonly Host[]): HostGroups {
  const groups = new HostGroups(0)
  for (const host of hosts) for (const identifier of identifiersOf(host)) groups.add(identifier, host)
  return groups
}
