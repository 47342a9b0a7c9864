import { after } from './instant.ts'
import { makersOf } from './makers.ts'
import { type Person, samePerson } from './person.ts'
import type { Policy, ResolvedPolicy, Rule } from './policy.ts'
import type { Request, State } from './request.ts'
import { everyone, type Who } from './who.ts'

const DAY = 86_400_000

/** What was approved in an emergency has settled, and no second person has looked at it yet (SAFETY A8). */
export type Unreviewed = Extract<State, { status: 'settled' }> & {
  readonly emergency: NonNullable<Extract<State, { status: 'settled' }>['emergency']>
}

/** Whether a second person has still to look at what was done. */
export function isUnreviewed(state: State): state is Unreviewed {
  return state.status === 'settled' && state.emergency !== undefined && state.review === undefined
}

/** Whether the person may use the way past the approvers. */
export function mayUseEmergency({ emergency }: Policy, person: Person): boolean {
  return (emergency?.users ?? []).some((named) => samePerson(named, person))
}

/** Those who had a hand in what was done in an emergency, and so cannot be the second person. */
export function handsIn(request: Request): readonly Person[] {
  const { state } = request
  const makers = makersOf(request)
  return 'emergency' in state && state.emergency ? [...makers, state.emergency.by] : makers
}

/**
 * Who reviews it: the approvers of what was asked for. Where that leaves nobody who had no hand in it, operators and those
 * whom the policy names for emergencies do.
 * @param rules those that match it
 */
export function reviewersOf(
  rules: readonly Rule[],
  request: Request,
  { operators, emergency, membership }: ResolvedPolicy,
): readonly Who[] {
  const hands = handsIn(request)
  const hasOthers = (who: Who) =>
    !who.circles.every(({ id }) => membership.has(id)) ||
    everyone(who, membership).some((person) => !hands.some((one) => samePerson(one, person)))
  const approvers = rules.flatMap((rule) => rule.approvers ?? []).filter(hasOthers)
  return approvers.length > 0
    ? approvers
    : [{ users: [...operators, ...(emergency?.users ?? [])], circles: [] }]
}

/** The instant at which those who may review it are reminded next: after the time of the policy, then each day. */
export function reviewReminderOf(policy: Policy, { at, reviewRemindedAt }: Unreviewed): string {
  return reviewRemindedAt === undefined
    ? after(at, policy.emergency?.review ?? DAY)
    : after(reviewRemindedAt, DAY)
}
