import { isInRange, parseAddress } from './address.ts'
import type { CheckContext, HostInput } from './check-add.ts'
import type { Finding } from './finding.ts'
import { indexOf, subnetOf } from './index.ts'
import type { Subnet } from './model.ts'
import { isLeased, nextFreeAddress } from './next-free.ts'
import { error, errorOf, hostsSaid, reservationsSaid, warning } from './said.ts'
import { hostSpan } from './subnet.ts'

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
    return nothing(error('address', 'subnet-unknown', message, 'Choose a subnet that the server serves.'))
  }
  if (wanted.some((other) => other.cidr !== subnet.cidr)) {
    const message = `There are ${wanted.length} subnets to take an address from.`
    return nothing(error('address', 'subnet-needed', message, 'Choose a subnet, or type an address.'))
  }
  const value = nextFreeAddress(inventory, subnet, reserved)
  if (value !== undefined) return { value, subnet, findings: [] }
  const finding = error(
    'address',
    'subnet-full',
    `No address is free in ${subnet.cidr}.`,
    'Choose another subnet, or have a host removed that is no longer needed.',
  )
  return { value: undefined, subnet, findings: [finding] }
}

function checkTyped(text: string, mac: string | undefined, context: CheckContext): CheckedAddress {
  const parsed = parseAddress(text)
  if (!parsed.ok) return nothing(errorOf('address', parsed))
  const address = parsed.value
  const subnet = subnetOf(context.inventory, address)
  const findings = subnet
    ? [...findInSubnet(address, subnet, context), ...findHolders(address, mac, subnet, context)]
    : [outsideEverySubnet(address, context)]
  return { value: address, subnet, findings }
}

function nothing(finding: Finding): CheckedAddress {
  return { value: undefined, subnet: undefined, findings: [finding] }
}

function outsideEverySubnet(address: string, { inventory }: CheckContext): Finding {
  const cidrs = inventory.subnets.map((subnet) => subnet.cidr)
  const shown = cidrs.length > 5 ? [...cidrs.slice(0, 5), '…'] : cidrs
  const advice = shown.length === 0 ? 'Declare its subnet first.' : `Choose one in ${shown.join(', ')}.`
  return error('address', 'address-outside', `${address} lies in no declared subnet.`, advice)
}

/** Addresses that no host may have in this subnet. */
function findInSubnet(address: string, subnet: Subnet, context: CheckContext): Finding[] {
  const say = (code: string, message: string) => error('address', code, message, offer(subnet, context))
  const where = `${subnet.cidr} (${subnet.place.path}:${subnet.place.line})`
  const findings: Finding[] = []
  if (!isInRange(address, hostSpan(subnet))) {
    if (address === subnet.network) {
      findings.push(say('address-network', `${address} is the network address of ${where}.`))
    } else findings.push(say('address-broadcast', `${address} is the broadcast address of ${where}.`))
  }
  if (subnet.routers.includes(address)) {
    findings.push(say('address-router', `${address} is a router of ${where}.`))
  }
  const range = subnet.ranges.find((candidate) => isInRange(address, candidate))
  if (range) {
    const message = `${address} lies in the dynamic range ${range.from} – ${range.to} of ${where}.`
    findings.push(say('address-in-range', message))
  }
  return findings
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
  const holders = index.byAddress.get(address) ?? []
  const same = holders.filter((host) => mac !== undefined && host.hardware?.address === mac)
  const others = holders.filter((host) => !same.includes(host))
  if (same.length > 0) {
    const message = `${address} and ${mac} already belong together to ${hostsSaid(same)}.`
    findings.push(
      error('address', 'address-same-device', message, 'The device is registered: nothing to do.'),
    )
  }
  if (others.length > 0) {
    const message = `${address} already belongs to ${hostsSaid(others)}, under another MAC.`
    const advice = `Go on only if this is one machine with two network cards, never used together. ${offer(subnet, context)}`
    findings.push(warning('address', 'address-shared', message, advice))
  }
  const pending = reserved.filter((held) => held.address === address)
  if (pending.length > 0) {
    const message = `${address} is asked for by ${reservationsSaid(pending)}.`
    findings.push(error('address', 'address-reserved', message, offer(subnet, context)))
  }
  const lease = index.leases.get(address)
  if (lease && isLeased(index, address) && lease.mac !== mac) {
    const message = `${address} is leased to ${lease.mac ?? 'a device without a MAC'} at present.`
    findings.push(error('address', 'address-leased', message, offer(subnet, context)))
  }
  return findings
}

function offer(subnet: Subnet, { inventory, reserved }: CheckContext): string {
  const free = nextFreeAddress(inventory, subnet, reserved)
  return free === undefined
    ? `No address is free in ${subnet.cidr}; choose another subnet.`
    : `The next free address there is ${free}.`
}
