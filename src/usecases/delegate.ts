import {
  type Absence,
  type DelegationCommand,
  type DelegationEvent,
  type DelegationRefusal,
  decideDelegation,
} from '../request/delegation.ts'
import type { Operator, Person } from '../request/person.ts'
import { allCircles, isApprover, type Policy } from '../request/policy.ts'
import type { Clock, DelegationStore, People } from './ports.ts'
import { resolvePolicy } from './resolve-policy.ts'

/** Who is to decide in an approver's place, and until when. */
export interface Naming {
  readonly approver: Person
  readonly delegate: Person
  readonly until: string
  readonly reason: string
}

export type NamingRefusal =
  | DelegationRefusal
  /** There is no rule by which they approve anything. */
  | { readonly refusal: 'approves-nothing' }
  /** A guest, a bot, a deactivated person or someone from another team. */
  | { readonly refusal: 'delegate-not-a-member' }
  /** Slack could not be asked who the delegate is. */
  | { readonly refusal: 'delegate-unknown' }

export interface DelegateDeps {
  readonly delegations: DelegationStore
  readonly people: People
  readonly policy: Policy
  readonly clock: Clock
  readonly deliver: () => void
}

/** An approver names a delegate for a time. Whether the approver is a member is the caller's to know. */
export async function nameDelegate(
  naming: Naming,
  deps: DelegateDeps,
): Promise<DelegationEvent | NamingRefusal> {
  const { approver, delegate } = naming
  const [standing, policy] = await Promise.all([
    deps.people.standing(delegate),
    resolvePolicy(deps.policy, allCircles(deps.policy), deps.people),
  ])
  if (standing === 'stranger') return { refusal: 'delegate-not-a-member' }
  if (standing === 'unknown') return { refusal: 'delegate-unknown' }
  // Where Slack does not say, it does no harm: it is asked again when the delegate decides.
  if (isApprover(policy.rules, approver, policy.membership) === 'no') return { refusal: 'approves-nothing' }
  const result = await arrange(naming, approver, deps)
  deps.deliver()
  return result
}

/** The approver is back. */
export async function endDelegation(
  approver: Person,
  by: Operator,
  { delegations, clock, deliver }: Pick<DelegateDeps, 'delegations' | 'clock' | 'deliver'>,
): Promise<DelegationEvent | DelegationRefusal> {
  const result = await carryOut(delegations, approver, { type: 'end-delegation', by, at: clock() })
  deliver()
  return result
}

/** Names a delegate with nobody asked whether they may be: it is asked when they decide. */
export function arrange(
  { approver, delegate, until, reason }: Naming,
  by: Operator,
  { delegations, clock }: Pick<DelegateDeps, 'delegations' | 'clock'>,
): Promise<DelegationEvent | DelegationRefusal> {
  return carryOut(delegations, approver, { type: 'delegate', by, at: clock(), delegate, until, reason })
}

/** Decides and commits, once, as {@link import('./carry-out.ts').carryOut} does. */
async function carryOut(
  delegations: DelegationStore,
  approver: Person,
  command: DelegationCommand,
): Promise<DelegationEvent | DelegationRefusal> {
  for (;;) {
    const absence: Absence = await delegations.find(approver)
    const decision = decideDelegation(command, absence)
    if ('refusal' in decision) return decision
    const [event] = decision
    if (!event) throw new Error('a command about a delegation was taken, and nothing happened')
    if (await delegations.commit(absence, decision)) return event
  }
}
