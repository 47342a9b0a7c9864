import type { HostChange } from '../../dhcpd/change-host.ts'
import type { CheckContext } from '../../inventory/check-add.ts'
import { checkAddress } from '../../inventory/check-address.ts'
import { checkComment } from '../../inventory/check-comment.ts'
import { checkMac } from '../../inventory/check-mac.ts'
import { checkName } from '../../inventory/check-name.ts'
import { type Finding, hasErrors } from '../../inventory/finding.ts'
import { subnetOf } from '../../inventory/index.ts'
import { parseMac } from '../../inventory/mac.ts'
import type { Host, Inventory, Subnet } from '../../inventory/model.ts'
import { finding } from '../../inventory/said.ts'
import { canBeForced } from './force.ts'
import type { Judged } from './judge-add.ts'

/** What of a host is to change, as it was typed; `undefined` is kept. */
export interface TypedEdit {
  readonly newName: string | undefined
  readonly mac: string | undefined
  /** `auto` for the next free one. */
  readonly address: string | undefined
  readonly subnet: string | undefined
  /** `''` takes the comments out. */
  readonly comment: string | undefined
}

/**
 * Checks what of a host is to change against all other hosts. What stays as it is is not held against it: a host with
 * an address in a dynamic range can be given a comment.
 */
export function judgeEdit(
  typed: TypedEdit,
  host: Host,
  inventory: Inventory,
  force: boolean,
): Judged<HostChange> {
  const others = { ...inventory, hosts: inventory.hosts.filter((other) => other !== host) }
  const context = { inventory: others, names: { pattern: undefined, domain: undefined }, reserved: [] }
  const name = typed.newName === undefined ? UNTOUCHED : checkName(typed.newName, context)
  const comment = typed.comment === undefined ? UNTOUCHED : checkComment(typed.comment)
  const address = judgeAddress(typed, host, context)
  const mac = judgeMac(typed, host, address.subnet, context)
  const findings = [...name.findings, ...mac.findings, ...address.findings, ...comment.findings]
  const asked = [
    [typed.newName, name.value],
    [typed.mac, mac.value],
    [typed.address, address.value],
  ]
  const isClear = asked.every(([text, value]) => text === undefined || value !== undefined)
  if (!isClear || (hasErrors(findings) && !(force && canBeForced(findings)))) {
    return { findings, change: undefined }
  }
  const addresses = address.value === undefined ? undefined : [address.value]
  const change = { name: name.value, mac: mac.value, addresses, comment: comment.value, options: [] }
  return { findings, change }
}

interface Judgement {
  readonly value: string | undefined
  readonly findings: readonly Finding[]
}

const UNTOUCHED: Judgement = { value: undefined, findings: [] }

/** The address that is asked for, and the subnet that the host will be in. */
function judgeAddress(
  { address, subnet, mac }: TypedEdit,
  host: Host,
  context: CheckContext,
): Judgement & { readonly subnet: Subnet | undefined } {
  if (address === undefined) return { ...UNTOUCHED, subnet: subnetOfHost(host, context.inventory) }
  if (host.addresses.length > 1) {
    const message = `${host.name} has ${host.addresses.length} addresses, and which one to change is not clear.`
    return {
      value: undefined,
      subnet: undefined,
      findings: [finding('address', 'addresses-several', message, 'Edit it by hand.')],
    }
  }
  const parsed = parseMac(mac ?? host.hardware?.address ?? '')
  const input = { name: host.name, mac: '', address, subnet, comment: '' }
  return checkAddress(input, parsed.ok ? parsed.value : undefined, context)
}

/** A MAC that stays is judged only where it comes into another subnet. */
function judgeMac(
  { mac, address }: TypedEdit,
  host: Host,
  subnet: Subnet | undefined,
  context: CheckContext,
): Judgement {
  if (mac !== undefined) return checkMac(mac, subnet, context)
  if (address === undefined || host.hardware?.type !== 'ethernet') return UNTOUCHED
  const before = checkMac(host.hardware.address, subnetOfHost(host, context.inventory), context)
  const known = new Set(before.findings.map(({ code }) => code))
  const after = checkMac(host.hardware.address, subnet, context)
  return { value: undefined, findings: after.findings.filter(({ code }) => !known.has(code)) }
}

function subnetOfHost({ addresses }: Host, inventory: Inventory): Subnet | undefined {
  return addresses[0] === undefined ? undefined : subnetOf(inventory, addresses[0])
}
