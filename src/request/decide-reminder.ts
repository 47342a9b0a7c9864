import { awaitedFor, peopleThere } from './awaited.ts'
import type { Command, Decision } from './decide.ts'
import type { RequestEvent } from './events.ts'
import { type ResolvedPolicy, type Rule, reminderOf, rulesFor } from './policy.ts'
import { casesOf } from './policy-case.ts'
import type { Request } from './request.ts'
import { tooLate } from './too-late.ts'
import { distinct } from './who.ts'

/** More people than this are not reminded in person: what everybody gets, nobody takes for theirs. */
const MOST_PEOPLE = 20

/** One reminder of each kind for a plan, however many replicas find it due. */
export function decideReminder(
  { type, at, policy }: Extract<Command, { type: 'remind' | 'remind-people' }>,
  request: Request,
): Decision {
  const { state, waitsSince } = request
  if (state.status !== 'pending') return tooLate(request)
  const rules = rulesFor(policy, casesOf(request))
  if (rules === 'unknown') return { refusal: 'membership-unknown' }
  const inPerson = type === 'remind-people'
  const reminding = inPerson ? 'remindPeople' : 'remind'
  const due = reminderOf(rules, waitsSince, state.approvals, policy.membership, reminding)
  const done = inPerson ? state.remindedPeopleAt : state.remindedAt
  if (done !== undefined || due === undefined) return { refusal: 'not-due', until: undefined }
  if (at < due) return { refusal: 'not-due', until: due }
  return [inPerson ? inPersonOf(at, rules, request, policy) : { type: 'reminded', at }]
}

/** Those are meant who have not approved yet, of the rules that ask for it, and delegates in the place of those who are away. */
function inPersonOf(
  at: string,
  rules: readonly Rule[],
  request: Request,
  policy: ResolvedPolicy,
): RequestEvent {
  const asking = rules.filter(({ remindPeople }) => remindPeople !== undefined)
  const { approvers, without } = awaitedFor(asking, request, policy)
  const isKnown = approvers.every(({ circles }) => circles.every(({ id }) => policy.membership.has(id)))
  const people = distinct(approvers.flatMap((who) => peopleThere(who, without, policy)))
  return { type: 'reminded-people', at, people: isKnown && people.length <= MOST_PEOPLE ? people : [] }
}
