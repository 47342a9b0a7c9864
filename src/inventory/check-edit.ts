import type { HostChange } from '../dhcpd/change-host.ts'
import type { Tenure } from '../dhcpd/tenure.ts'
import { addressesOf, anySubnetOf } from './any-subnet.ts'
import { type CheckContext, type CheckedChange, checkConfiguration } from './check-add.ts'
import { type CheckedAddresses, checkAddresses } from './check-addresses.ts'
import { checkComment } from './check-comment.ts'
import { checkMacIn } from './check-mac.ts'
import { type Checked, checkName } from './check-name.ts'
import { checkTenure, type TenureInput } from './check-tenure.ts'
import { hasErrors } from './finding.ts'
import type { Host } from './model.ts'

/** What of a host is to change, as it was typed; `undefined` is kept. */
export interface EditInput extends TenureInput {
  readonly name: string | undefined
  readonly mac: string | undefined
  /** All its new addresses with commas between, each typed or `auto` for the next free one. */
  readonly address: string | undefined
  /** Where to take the next free address from; may be left open where there is only one subnet. */
  readonly subnet: string | undefined
  /** `''` takes the comments out. */
  readonly comment: string | undefined
  /** As in {@link import('./change.ts').EditHost}. */
  readonly recorded?: Tenure | undefined
}

/**
 * Checks what of a host is to change against all other hosts and what others have asked for. What stays as it is is not
 * held against it: a host with an address in a dynamic range can be given a comment.
 */
export function checkEdit(input: EditInput, host: Host, context: CheckContext): CheckedChange<HostChange> {
  const others = withoutHost(context, host)
  const name = input.name === undefined ? UNTOUCHED : checkName(input.name, others)
  const comment = input.comment === undefined ? UNTOUCHED : checkComment(input.comment)
  const addresses =
    input.address === undefined ? undefined : checkAddresses(input.address, input, host, others)
  const tenure = checkTenure(input, host.name, host.tenure, context)
  const mac = judgeMac(input.mac, host, addresses, others)
  const findings = [
    ...checkConfiguration(context),
    ...name.findings,
    ...mac.findings,
    ...(addresses?.findings ?? []),
    ...comment.findings,
    ...tenure.findings,
  ]
  const asked: [string | undefined, unknown][] = [
    [input.name, name.value],
    [input.mac, mac.value],
    [input.address, addresses?.values],
  ]
  if (asked.some(([text, value]) => text !== undefined && value === undefined)) {
    return { findings, change: undefined, meant: undefined }
  }
  const meant: HostChange = {
    name: name.value,
    mac: mac.value,
    addresses: context.family === 6 ? undefined : addresses?.values,
    addresses6: context.family === 6 ? addresses?.values : undefined,
    comment: comment.value,
    ...(tenure.value && { tenure: tenure.value }),
    options: [],
  }
  return { findings, change: hasErrors(findings) ? undefined : meant, meant }
}

const UNTOUCHED: Checked = { value: undefined, findings: [] }

/** The same, were the host not there. */
function withoutHost(context: CheckContext, host: Host): CheckContext {
  const { inventory } = context
  return { ...context, inventory: { ...inventory, hosts: inventory.hosts.filter((other) => other !== host) } }
}

/** A MAC that stays is judged only where it comes into another subnet. */
function judgeMac(
  typed: string | undefined,
  host: Host,
  addresses: CheckedAddresses | undefined,
  context: CheckContext,
): Checked {
  const before = addressesOf(host)
  const after = addresses?.values ?? before
  if (typed !== undefined) return checkMacAt(typed, after, context)
  if (addresses === undefined || host.hardware?.type !== 'ethernet') return UNTOUCHED
  const known = new Set(checkMacAt(host.hardware.address, before, context).findings.map(({ code }) => code))
  const { findings } = checkMacAt(host.hardware.address, after, context)
  return { value: undefined, findings: findings.filter(({ code }) => !known.has(code)) }
}

function checkMacAt(mac: string, addresses: readonly string[], context: CheckContext): Checked {
  const subnets = addresses.map((address) => anySubnetOf(context.inventory, address))
  return checkMacIn(mac, subnets, context)
}
