import type { ByteString } from '../dhcpd/source.ts'
import type { Change } from '../inventory/change.ts'
import type { ChangeInput } from '../inventory/check-change.ts'
import type { Host } from '../inventory/model.ts'
import { hostIn } from './host-in.ts'
import type { HostPlan } from './plan.ts'
import type { Proposal } from './request.ts'

/**
 * What makes undone what was applied, the last change first: a new host goes, a changed one is what it was, one that
 * was taken out is written again as it was, at the place where new hosts go.
 * @returns undefined where one of them is a host that nobody could ask for: without a MAC or an address.
 */
export function undoOf({ changes, hosts }: Proposal): readonly ChangeInput[] | undefined {
  const inputs = changes.map((change, index) => {
    const plan = hosts[index]
    return plan && inverseOf(change, plan)
  })
  return inputs.includes(undefined) ? undefined : inputs.filter((input) => input !== undefined).toReversed()
}

function inverseOf(change: Change, { name, before = '' }: HostPlan): ChangeInput | undefined {
  if (change.kind === 'add') return { kind: 'remove', target: name }
  const was = hostIn(before)?.host
  return was && (change.kind === 'edit' ? editBack(change, name, was) : addAgain(was, before))
}

/** Only what was changed is changed back. */
function editBack({ change }: Extract<Change, { kind: 'edit' }>, target: string, was: Host): ChangeInput {
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
  }
}

function addAgain(
  { name, hardware, addresses, addresses6, comment = '' }: Host,
  restores: ByteString,
): ChangeInput | undefined {
  const [address, ...moreAddresses] = [...addresses, ...addresses6]
  if (address === undefined || hardware?.type !== 'ethernet') return undefined
  const mac = hardware.address
  return { kind: 'add', name, mac, address, moreAddresses, subnet: undefined, comment, restores }
}
