import { type AnySubnet, addressesOf, anySubnetOf, sameAnyNetwork } from './any-subnet.ts'
import type { CheckContext } from './check-add.ts'
import type { Checked } from './check-name.ts'
import type { Finding } from './finding.ts'
import { indexOf } from './index.ts'
import { isLocallyAdministered, parseMac } from './mac.ts'
import type { Host, Inventory, LeaseHost } from './model.ts'
import { reservationsOf } from './reservations.ts'
import { finding, findingOf, hostsSaid, reservationsSaid } from './said.ts'

/**
 * The MAC's form and who else has it. dhcpd takes the first host with a MAC whose address fits the client's network,
 * so a second one in the same network would be dead, and one in another network is a way to give a device an
 * address in each.
 * @param subnet where the new host's address lies; undefined where that is not known.
 */
export function checkMac(text: string, subnet: AnySubnet | undefined, context: CheckContext): Checked {
  const parsed = parseMac(text)
  if (!parsed.ok) return { value: undefined, findings: [findingOf('mac', parsed)] }
  const mac = parsed.value
  const findings = [
    ...findInHosts(mac, subnet, context.inventory),
    ...findInReservations(mac, subnet, context),
  ]
  if (isLocallyAdministered(mac)) {
    const message = `${mac} is locally administered: made up by software, as private Wi-Fi addresses are.`
    findings.push(
      finding('mac', 'mac-locally-administered', message, 'Make sure that the device keeps this address.'),
    )
  }
  return { value: mac, findings }
}

/**
 * Checks a MAC as {@link checkMac} does, in each subnet in which its host has an address; the same is found only once.
 * @param subnets none where the host has no address
 */
export function checkMacIn(
  text: string,
  subnets: readonly (AnySubnet | undefined)[],
  context: CheckContext,
): Checked {
  const [first, ...more] = new Set(subnets)
  const { value, findings } = checkMac(text, first, context)
  const byMessage = new Map(findings.map((finding) => [finding.message, finding]))
  for (const subnet of more) {
    for (const finding of checkMac(text, subnet, context).findings) byMessage.set(finding.message, finding)
  }
  return { value, findings: [...byMessage.values()] }
}

function findInHosts(mac: string, subnet: AnySubnet | undefined, inventory: Inventory): Finding[] {
  const hosts = hostsWithMac(mac, inventory)
  const rivals = hosts.filter((host) =>
    addressesOf(host).some((address) => meets(inventory, address, subnet)),
  )
  const others = hosts.filter((host) => !rivals.includes(host))
  const findings: Finding[] = []
  if (rivals.length > 0) {
    const message = `${mac} already belongs to ${hostsSaid(rivals)}, in the same network; dhcpd would never use a second entry.`
    findings.push(
      finding('mac', 'mac-used-in-network', message, 'Check the MAC, or change the host that has it.'),
    )
  }
  if (others.length > 0) {
    const message = `${mac} already belongs to ${hostsSaid(others)}.`
    const advice = 'Go on only if this is the same device and it is to have an address in each network.'
    findings.push(finding('mac', 'mac-used-elsewhere', message, advice))
  }
  return findings
}

/** Those of the files, then those that OMAPI made. */
function hostsWithMac(mac: string, inventory: Inventory): (Host | LeaseHost)[] {
  const made = inventory.leaseHosts.filter((host) => host.mac === mac && !host.deleted)
  return [...indexOf(inventory).byMac.get(mac), ...made]
}

function findInReservations(mac: string, subnet: AnySubnet | undefined, context: CheckContext): Finding[] {
  const { inventory, reserved } = context
  const held = reservationsOf(reserved).byMac(mac)
  const rivals = held.filter(({ address }) => address === undefined || meets(inventory, address, subnet))
  if (rivals.length === 0) return []
  const message = `${mac} is asked for in the same network by ${reservationsSaid(rivals)}.`
  return [finding('mac', 'mac-reserved', message, 'Wait until that request is decided.')]
}

function meets(inventory: Inventory, address: string, subnet: AnySubnet | undefined): boolean {
  const theirs = anySubnetOf(inventory, address)
  return theirs !== undefined && subnet !== undefined && sameAnyNetwork(theirs, subnet)
}
