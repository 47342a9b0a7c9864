import { addressNumber, parseAddress } from './address.ts'
import { type AddressFault, addressFaults } from './address-faults.ts'
import { addressFaults6 } from './address-faults6.ts'
import { plainPrefix6 } from './address6.ts'
import { type AnySubnet, anySubnetOf } from './any-subnet.ts'
import type { CheckContext, HostInput } from './check-add.ts'
import { CHECKS } from './checks/registry.ts'
import type { Finding } from './finding.ts'
import { indexOf } from './index.ts'
import { isLeased } from './leased.ts'
import type { Host, Inventory, LeaseHost } from './model.ts'
import { nextFreeAddress } from './next-free.ts'
import { reservationsOf } from './reservations.ts'
import { finding, findingOf, hostsSaid, reservationsSaid } from './said.ts'
import { parseAddress6 } from './typed-address6.ts'

/** The address that is meant and the subnet it lies in, as far as they can be told, and what is wrong with them. */
export interface CheckedAddress {
  readonly value: string | undefined
  readonly subnet: AnySubnet | undefined
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
  return asksForNextFree(input.address)
    ? takeNextFree(input.subnet, context)
    : checkTypedAddress(input.address, mac, context)
}

/** Whether what was typed for an address asks for the next free one. */
export function asksForNextFree(text: string): boolean {
  return text === '' || text.toLowerCase() === 'auto'
}

function takeNextFree(cidr: string | undefined, context: CheckContext): CheckedAddress {
  const { inventory, reserved, offers } = context
  const subnets = subnetsOf(context)
  const named = cidr === undefined ? undefined : (plainPrefix6(cidr) ?? cidr)
  const wanted = named === undefined ? subnets : subnets.filter((subnet) => subnet.cidr === named)
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
  const value = nextFreeAddress(inventory, subnet, reserved, offers)
  if (value !== undefined) return { value, subnet, findings: [] }
  const message = `No address is free in ${subnet.cidr}.`
  const full = finding('address', 'subnet-full', message, CHECKS['subnet-full'].advice)
  return { value: undefined, subnet, findings: [full] }
}

/** Checks an address as {@link checkAddress} does, but takes none for `''` or `auto`. */
export function checkTypedAddress(
  text: string,
  mac: string | undefined,
  context: CheckContext,
): CheckedAddress {
  const parsed = context.family === 6 ? parseAddress6(text) : parseAddress(text)
  if (!parsed.ok) return nothing(findingOf('address', parsed))
  const address = parsed.value
  const subnet = anySubnetOf(context.inventory, address)
  const findings = subnet
    ? [...findInSubnet(address, subnet, context), ...findHolders(address, mac, subnet, context)]
    : [outsideEverySubnet(address, context)]
  return { value: address, subnet, findings }
}

function nothing(reason: Finding): CheckedAddress {
  return { value: undefined, subnet: undefined, findings: [reason] }
}

/** Those of the family that is served. */
function subnetsOf({ inventory, family }: CheckContext): readonly AnySubnet[] {
  return family === 6 ? inventory.subnets6 : inventory.subnets
}

function outsideEverySubnet(address: string, context: CheckContext): Finding {
  const cidrs = subnetsOf(context).map((subnet) => subnet.cidr)
  const shown = cidrs.length > 5 ? [...cidrs.slice(0, 5), '…'] : cidrs
  const advice = shown.length === 0 ? 'Declare its subnet first.' : `Choose one in ${shown.join(', ')}.`
  return finding('address', 'address-outside', `${address} lies in no declared subnet.`, advice)
}

/** Addresses that no host may have in this subnet. */
function findInSubnet(address: string, subnet: AnySubnet, context: CheckContext): Finding[] {
  return faultsOf(address, subnet).map(({ code, message }) =>
    finding('address', code, `${address} ${message} (${placeSaid(subnet)}).`, offer(subnet, context)),
  )
}

function faultsOf(address: string, subnet: AnySubnet): readonly AddressFault[] {
  return 'network' in subnet
    ? addressFaults(addressNumber(address) ?? 0, subnet)
    : addressFaults6(address, subnet)
}

/** Who has the address already: hosts, pending requests, a device with a lease. */
function findHolders(
  address: string,
  mac: string | undefined,
  subnet: AnySubnet,
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
  const pending = reservationsOf(reserved).byAddress(address)
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

function placeSaid({ place }: AnySubnet): string {
  return `${place.path}:${place.line}`
}

function offer(subnet: AnySubnet, { inventory, reserved, offers }: CheckContext): string {
  const free = nextFreeAddress(inventory, subnet, reserved, offers)
  return free === undefined
    ? `No address is free in ${subnet.cidr}; choose another subnet.`
    : `The next free address there is ${free}.`
}
