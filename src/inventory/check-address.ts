import { addressNumber, parseAddress } from './address.ts'
import { addressFaults } from './address-faults.ts'
import type { CheckContext, HostInput } from './check-add.ts'
import { CHECKS } from './checks/registry.ts'
import type { Finding } from './finding.ts'
import { indexOf, subnetOf } from './index.ts'
import type { Host, Inventory, LeaseHost, Subnet } from './model.ts'
import { isLeased, nextFreeAddress } from './next-free.ts'
import { finding, findingOf, hostsSaid, reservationsSaid } from './said.ts'

/** The address that is meant and the subnet it lies in, as far as they can be told, and what is wrong with them. */
export interface CheckedAddress {
  readonly value: string | undefined
  readonly subnet: Subnet | undefined
  readonly findings: readonly Finding[]
}

/**
 * Checks a typed address, or takes the next free one of the subnet for `''` and `auto`.
 * @param mac normalised; undefined where its form is wrong.
 */
export function checkAddress(
  input: HostInput,
  mac: string | undefined,
  context: CheckContext,
): CheckedAddress {
  return input.address === '' || input.address.toLowerCase() === 'auto'
    ? takeNextFree(input.subnet, context)
    : checkTyped(input.address, mac, context)
}

function takeNextFree(cidr: string | undefined, { inventory, reserved }: CheckContext): CheckedAddress {
  const { subnets } = inventory
  const wanted = cidr === undefined ? subnets : subnets.filter((subnet) => subnet.cidr === cidr)
  const [subnet] = wanted
  if (!subnet) {
    const message =
      cidr === undefined ? 'The configuration declares no subnet.' : `No subnet ${cidr} is declared.`
    return nothing(finding('address', 'subnet-unknown', message, 'Choose a subnet that the server serves.'))
  }
  if (wanted.some((other) => other.cidr !== subnet.cidr)) {
    const message = `There are ${wanted.length} subnets to take an address from.`
    return nothing(finding('address', 'subnet-needed', message, 'Choose a subnet, or type an address.'))
  }
  const value = nextFreeAddress(inventory, subnet, reserved)
  if (value !== undefined) return { value, subnet, findings: [] }
  const message = `No address is free in ${subnet.cidr}.`
  const full = finding('address', 'subnet-full', message, CHECKS['subnet-full'].advice)
  return { value: undefined, subnet, findings: [full] }
}

function checkTyped(text: string, mac: string | undefined, context: CheckContext): CheckedAddress {
  const parsed = parseAddress(text)
  if (!parsed.ok) return nothing(findingOf('address', parsed))
  const address = parsed.value
  const subnet = subnetOf(context.inventory, address)
  const findings = subnet
    ? [...findInSubnet(address, subnet, context), ...findHolders(address, mac, subnet, context)]
    : [outsideEverySubnet(address, context)]
  return { value: address, subnet, findings }
}

function nothing(reason: Finding): CheckedAddress {
  return { value: undefined, subnet: undefined, findings: [reason] }
}

function outsideEverySubnet(address: string, { inventory }: CheckContext): Finding {
  const cidrs = inventory.subnets.map((subnet) => subnet.cidr)
  const shown = cidrs.length > 5 ? [...cidrs.slice(0, 5), '…'] : cidrs
  const advice = shown.length === 0 ? 'Declare its subnet first.' : `Choose one in ${shown.join(', ')}.`
  return finding('address', 'address-outside', `${address} lies in no declared subnet.`, advice)
}

/** Addresses that no host may have in this subnet. */
function findInSubnet(address: string, subnet: Subnet, context: CheckContext): Finding[] {
  return addressFaults(addressNumber(address) ?? 0, subnet).map(({ code, message }) =>
    finding('address', code, `${address} ${message} (${placeSaid(subnet)}).`, offer(subnet, context)),
  )
}

/** Who has the address already: hosts, pending requests, a device with a lease. */
function findHolders(
  address: string,
  mac: string | undefined,
  subnet: Subnet,
  context: CheckContext,
): Finding[] {
  const { inventory, reserved } = context
  const index = indexOf(inventory)
  const findings: Finding[] = []
  const holders = hostsWithAddress(address, inventory)
  const same = holders.filter((host) => mac !== undefined && macOf(host) === mac)
  const others = holders.filter((host) => !same.includes(host))
  if (same.length > 0) {
    const message = `${address} and ${mac} already belong together to ${hostsSaid(same)}.`
    findings.push(
      finding('address', 'address-same-device', message, 'The device is registered: nothing to do.'),
    )
  }
  if (others.length > 0) {
    const message = `${address} already belongs to ${hostsSaid(others)}, under another MAC.`
    const advice = `Go on only if this is one machine with two network cards, never used together. ${offer(subnet, context)}`
    findings.push(finding('address', 'address-shared', message, advice))
  }
  const pending = reserved.filter((held) => held.address === address)
  if (pending.length > 0) {
    const message = `${address} is asked for by ${reservationsSaid(pending)}.`
    findings.push(finding('address', 'address-reserved', message, offer(subnet, context)))
  }
  const lease = index.leases.get(address)
  if (lease && isLeased(index, address) && lease.mac !== mac) {
    const message = `${address} is leased to ${lease.mac ?? 'a device without a MAC'} at present.`
    findings.push(finding('address', 'address-leased', message, offer(subnet, context)))
  }
  return findings
}

/** Those of the files, then those that OMAPI made. */
function hostsWithAddress(address: string, inventory: Inventory): (Host | LeaseHost)[] {
  const made = inventory.leaseHosts.filter((host) => host.addresses.includes(address) && !host.deleted)
  return [...indexOf(inventory).byAddress.get(address), ...made]
}

function macOf(host: Host | LeaseHost): string | undefined {
  return 'mac' in host ? host.mac : host.hardware?.address
}

function placeSaid({ place }: Subnet): string {
  return `${place.path}:${place.line}`
}

function offer(subnet: Subnet, { inventory, reserved }: CheckContext): string {
  const free = nextFreeAddress(inventory, subnet, reserved)
  return free === undefined
    ? `No address is free in ${subnet.cidr}; choose another subnet.`
    : `The next free address there is ${free}.`
}
