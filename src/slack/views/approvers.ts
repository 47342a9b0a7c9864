import { awaitedFor, peopleThere } from '../../request/awaited.ts'
import type { Ballot } from '../../request/ballot.ts'
import { type Delegation, delegateOf } from '../../request/delegation.ts'
import { approvedOf } from '../../request/evolve.ts'
import { makersOf } from '../../request/makers.ts'
import type { Person } from '../../request/person.ts'
import { asksSomebody, mayDecide, type ResolvedPolicy, type Rule } from '../../request/policy.ts'
import type { Approval, Request, State } from '../../request/request.ts'
import { type Circle, isAmong, isOneOf, type Membership, type Who } from '../../request/who.ts'
import { escapeMrkdwn, mention, time } from './text.ts'

/** Of a long list, the first people will do. */
const MOST_PEOPLE = 10

/** Who must approve by these rules, in a sentence; those who made the request never are among them (SAFETY A3). */
export function demandsText(rules: readonly Rule[], makers: readonly Person[]): string {
  const demands = rules.filter(asksSomebody).map((rule) => demandText(rule, makers))
  return demands.length === 0 ? 'the policy names nobody who could' : demands.join(' and ')
}

/** What a rule asks for and who has approved of its people, a line a rule. */
export function demandLines(
  rules: readonly Rule[],
  request: Request,
  { membership, delegations }: ResolvedPolicy,
): string {
  const { approvals } = approvedOf(request.state)
  const lines = rules.filter(asksSomebody).map((rule) => {
    const counted = approvals.flatMap((approval) => countedBy(rule.approvers, approval, membership))
    const approved = counted.length === 0 ? '' : `, approved ${byPeople(counted)}`
    return `• ${demandText(rule, makersOf(request), delegations)}${approved}`
  })
  return lines.join('\n')
}

/** An approval as a rule counts it: in the person's own place where they have one, else in that of others. */
function countedBy(approvers: Who, { by, at, for: away = [] }: Approval, membership: Membership): Approval[] {
  const isPlace = (person: Person) => isAmong(approvers, person, membership) === 'yes'
  if (isPlace(by)) return [{ by, at }]
  const places = away.filter(isPlace)
  return places.length === 0 ? [] : [{ by, at, for: places }]
}

/** The approvals that no rule counts, as a sentence: their people may not approve this any more. */
export function uncountedText(
  rules: readonly Rule[],
  { state }: Pick<Request, 'state'>,
  membership: Membership,
): string {
  const uncounted = approvedOf(state).approvals.filter(
    (approval) => mayDecide(rules, approval, membership) === 'no',
  )
  return uncounted.length === 0 ? '' : `Approved ${byPeople(uncounted)}, whom no rule names any more.`
}

/** Those whose approval a request still waits for, as mentions. Of many, their groups and channels. */
export function missingText(rules: readonly Rule[], request: Request, policy: ResolvedPolicy): string {
  const { approvers, without } = awaitedFor(rules, request, policy)
  return peopleText(approvers, without, policy)
}

/** By whom a request was approved, and when: by people, by the policy, or in an emergency. */
export function approvedText(state: State): string {
  const { approvals, automatic, emergency } = approvedOf(state)
  if (emergency) return `in an emergency by ${mention(emergency.by)} (${time(emergency.at)})`
  if (!automatic) return byPeople(approvals)
  return `automatically by the policy (${rulesText(automatic.rules)}, ${time(automatic.at)})`
}

/** The same, in passing. */
export function approvedBriefly(state: State): string {
  const { approvals, automatic, emergency } = approvedOf(state)
  if (emergency) return `in an emergency by ${mention(emergency.by)}`
  return automatic ? 'automatically' : `by ${approvals.map(approverText).join(', ')}`
}

/** These people as mentions, but for some, and delegates for those who are away. Of many, their groups and channels. */
export function peopleText(all: readonly Who[], without: readonly Person[], policy: Known): string {
  return [...new Set(all.flatMap((who) => missingOf(who, without, policy)))].join(', ')
}

/** Names of rules, escaped. */
export function rulesText(names: readonly string[]): string {
  return names.map(escapeMrkdwn).join(', ')
}

function byPeople(approvals: readonly Approval[]): string {
  return `by ${approvals.map((approval) => `${approverText(approval)} (${time(approval.at)})`).join(', ')}`
}

/** Who approved, and in whose place. */
function approverText({ by, for: away = [] }: Ballot): string {
  return away.length === 0 ? mention(by) : `${mention(by)} for ${away.map(mention).join(', ')}`
}

function demandText(
  { name, approvers, quorum }: Rule & { readonly approvers: Who },
  makers: readonly Person[],
  delegations: readonly Delegation[] = [],
): string {
  const others = approvers.users.filter((person) => !isOneOf(makers, person))
  const people = others.map((person) => {
    const delegate = delegateOf(delegations, person)
    return delegate ? `${mention(person)} (away: ${mention(delegate)})` : mention(person)
  })
  const rest = people.length > MOST_PEOPLE ? [`${people.length - MOST_PEOPLE} more`] : []
  const all = [...people.slice(0, MOST_PEOPLE), ...rest, ...approvers.circles.map(circleText)]
  const names = all.length === 0 ? 'people who neither asked nor edited' : all.join(', ')
  return `${quorum} of ${names} (${escapeMrkdwn(name)})`
}

function missingOf(approvers: Who, have: readonly Person[], policy: Known): readonly string[] {
  const missing = peopleThere(approvers, have, policy)
  if (missing.length <= MOST_PEOPLE && approvers.circles.every(({ id }) => policy.membership.has(id))) {
    return missing.map(mention)
  }
  const named = peopleThere({ users: approvers.users, circles: [] }, have, policy)
  return [...named.slice(0, MOST_PEOPLE).map(mention), ...approvers.circles.map(circleText)]
}

type Known = Pick<ResolvedPolicy, 'membership' | 'delegations'>

function circleText({ kind, id }: Circle): string {
  return kind === 'group' ? `<!subteam^${id}>` : `<#${id}>`
}
