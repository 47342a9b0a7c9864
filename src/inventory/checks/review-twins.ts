import { HostGroups } from '../groups.ts'
import { indexOf, networkOf, subnetOf } from '../index.ts'
import type { Host, Inventory } from '../model.ts'
import { hostsSaid } from '../said.ts'
import type { Report } from './configuration-finding.ts'
import type { FileCode } from './registry.ts'

/**
 * Dead entries: dhcpd tries the hosts of one MAC, or of one identifier, in the order of the file and takes the first
 * whose address fits the client's network, so that a later one in the same network is never used.
 */
export function reviewTwins(inventory: Inventory, report: Report): void {
  for (const [mac, hosts] of indexOf(inventory).byMac.shared()) {
    reviewGroup('mac-used-in-network', mac, hosts, inventory, report)
  }
  for (const [identifier, hosts] of byIdentifier(inventory.hosts).shared()) {
    reviewGroup('uid-used-in-network', identifier, hosts, inventory, report)
  }
}

function reviewGroup(
  code: FileCode,
  shared: string,
  hosts: readonly Host[],
  inventory: Inventory,
  report: Report,
): void {
  const taken = new Map<string, Host>()
  for (const host of hosts) {
    const networks = networksOf(host, inventory)
    const [rival] = networks.map((network) => taken.get(network))
    if (rival && networks.every((network) => taken.has(network))) {
      const message = `${shared} of host ${host.name} already belongs to ${hostsSaid([rival])}, in the same network: dhcpd never uses this host.`
      report(code, host.place, message)
    }
    for (const network of networks) if (!taken.has(network)) taken.set(network, host)
  }
}

/** Where dhcpd would use a host; one without an address fits every network, so all such stand for one. */
function networksOf({ addresses, addresses6 }: Host, inventory: Inventory): string[] {
  if (addresses.length === 0 && addresses6.length === 0) return ['any network']
  const { networks6 } = indexOf(inventory)
  const subnets = addresses.map((address) => subnetOf(inventory, address))
  const subnets6 = addresses6.map((address) => networks6.smallest(address))
  return [...subnets, ...subnets6].filter((subnet) => subnet !== undefined).map(networkOf)
}

/** Hosts by `uid` and by `host-identifier`, each as it is written but for case and blanks of octets. */
function byIdentifier(hosts: readonly Host[]): HostGroups {
  const groups = new HostGroups(0)
  for (const host of hosts) {
    if (host.uid !== undefined) groups.add(`The uid ${plainOctets(host.uid)}`, host)
    for (const { option, value } of host.identifiers) groups.add(`The ${option} ${plainOctets(value)}`, host)
  }
  return groups
}

/** Octets in lower case with two digits each; a string in quotes as it is. */
function plainOctets(value: string): string {
  if (value.startsWith('"')) return value
  return value
    .toLowerCase()
    .split(':')
    .map((octet) => octet.padStart(2, '0'))
    .join(':')
}
