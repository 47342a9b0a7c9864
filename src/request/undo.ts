import type { ByteString } from '../dhcpd/source.ts'
import type { Tenure } from '../dhcpd/tenure.ts'
import { type Change, type EditHost, hostOf } from '../inventory/change.ts'
import type { ChangeInput } from '../inventory/check-change.ts'
import { tenureInput } from '../inventory/check-tenure.ts'
import type { Host } from '../inventory/model.ts'
import { hostIn } from './host-in.ts'
import type { HostPlan } from './plan.ts'
import type { Proposal } from './request.ts'

/**
 * What makes undone what was applied, the last change first: a new host goes, a changed one is what it was, one that
 * was taken out is written again as it was, at the place where new hosts go.
 * @returns undefined where one of them is a host that nobody could ask for: without a MAC or an address.
 */
export function undoOf({ changes, hosts, owned = {} }: Proposal): readonly ChangeInput[] | undefined {
  const inputs = changes.map((change, index) => {
    const plan = hosts[index]
    return plan && inverseOf(change, plan, owned[hostOf(change)])
  })
  return inputs.includes(undefined) ? undefined : inputs.filter((input) => input !== undefined).toReversed()
}

function inverseOf(
  change: Change,
  { name, before = '' }: HostPlan,
  owned: Tenure | undefined,
): ChangeInput | undefined {
  if (change.kind === 'add') return { kind: 'remove', target: name }
  const was = hostIn(before)?.host
  return was && (change.kind === 'edit' ? editBack(change, name, was, owned) : addAgain(was, before, owned))
}

/** Only what was changed is changed back. */
function editBack({ change }: EditHost, target: string, was: Host, owned: Tenure | undefined): ChangeInput {
  const { name, mac, addresses, addresses6, comment } = change
  const moved = addresses ? was.addresses : addresses6 && was.addresses6
  return {
    kind: 'edit',
    target,
    name: name && was.name,
    mac: mac && was.hardware?.address,
    address: moved?.join(),
    subnet: undefined,
    comment: comment === undefined ? undefined : (was.comment ?? ''),
    ...(change.tenure && tenureInput(was.tenure ?? 'none')),
    ...(change.tenure && !was.tenure && { recorded: owned }),
  }
}

function addAgain(
  { name, hardware, addresses, addresses6, comment = '' }: Host,
  restores: ByteString,
  owned: Tenure | undefined,
): ChangeInput | undefined {
  const [address, ...moreAddresses] = [...addresses, ...addresses6]
  if (address === undefined || hardware?.type !== 'ethernet') return undefined
  const mac = hardware.address
  const tenure = tenureInput(owned)
  return { kind: 'add', name, mac, address, moreAddresses, subnet: undefined, comment, restores, ...tenure }
}
