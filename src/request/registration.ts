import type { ByteString } from '../dhcpd/source.ts'
import type { Tenure } from '../dhcpd/tenure.ts'
import type { Change } from '../inventory/change.ts'
import { hostIn } from './host-in.ts'
import type { Owner } from './owner.ts'
import type { HostPlan } from './plan.ts'
import type { Request } from './request.ts'

/** A host that was registered here, with the one who answers for it. */
export interface Registration {
  readonly server: string
  /** As it is written. */
  readonly name: string
  readonly owner: Owner
  /** The last day on which it is wanted, `YYYY-MM-DD`; undefined where it has no end. */
  readonly end: string | undefined
}

/** One that has an end. */
export type EndedRegistration = Registration & { readonly end: string }

/** What the record of a host becomes: gone, the same under another name, without its end, or what a tenure says. */
export interface RegistrationChange {
  /** From now on. */
  readonly name: string
  /** Until now, where it had another. */
  readonly formerName?: string
  readonly becomes: 'gone' | 'same' | 'endless' | Tenure
}

/**
 * What an applied request makes of the record of its hosts. What their text says is what counts; where it says nothing, a new
 * host is the requester's.
 */
export function registrationChanges({
  requester,
  proposal: { changes, hosts },
}: Pick<Request, 'requester' | 'proposal'>): readonly RegistrationChange[] {
  return changes.flatMap((change, index) => {
    const plan = hosts[index]
    return plan ? [changeOf(change, plan, requester.user)] : []
  })
}

function changeOf(change: Change, plan: HostPlan, requester: string): RegistrationChange {
  const { name, formerName } = plan
  return { name, ...(formerName !== undefined && { formerName }), becomes: becomes(change, plan, requester) }
}

function becomes(change: Change, { after }: HostPlan, requester: string): RegistrationChange['becomes'] {
  switch (change.kind) {
    case 'add':
      return change.tenure ?? tenureIn(after) ?? { owner: requester, end: undefined }
    case 'edit':
      return change.recorded ?? tenureIn(after) ?? (change.change.tenure === 'none' ? 'endless' : 'same')
    case 'remove':
      return 'gone'
    default:
      return change satisfies never
  }
}

/** What a host's text says of whose it is. */
export function tenureIn(text: ByteString | undefined): Tenure | undefined {
  // Nearly no text says it, and reading one takes long.
  return text?.includes('owner: ') ? hostIn(text)?.host.tenure : undefined
}

/** Whether a host is to be there no more on a day. */
export function isOver(end: string, today: string): boolean {
  return end < today
}

/** The day of an instant: ends are days of UTC, wherever people are. */
export function dayOf(instant: string): string {
  return instant.slice(0, 10)
}
