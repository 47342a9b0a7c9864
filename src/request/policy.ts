import { type Answer, all, any } from './answer.ts'
import { type Ballot, filledPlaces, placesIn } from './ballot.ts'
import { type Conditions, verdictsOf } from './conditions.ts'
import { type Delegation, placesOf } from './delegation.ts'
import { after } from './instant.ts'
import { type Person, samePerson } from './person.ts'
import { casesOf, type PolicyCase } from './policy-case.ts'
import type { Proposal, Request } from './request.ts'
import { type Circle, everyone, isAmong, type Membership, type Who } from './who.ts'

/** A rule of the configuration's `policy`: what it is about, who approves that, and how many of them. */
export interface Rule {
  /** As people call it: the name that it was given, or `rule 2`. */
  readonly name: string
  readonly when: Conditions
  /** Undefined where it asks nobody, which only a rule may that approves automatically. */
  readonly approvers: Who | undefined
  readonly quorum: number
  /** Whether nobody need be asked, as far as this rule goes. */
  readonly automatic: boolean
  /** Milliseconds for which a request waits to be approved, and once more to be applied. */
  readonly expires: number
  /** Milliseconds after which those who have not approved yet are reminded. */
  readonly remind: number | undefined
  /** Milliseconds after which they are reminded once more, in person. */
  readonly remindPeople: number | undefined
}

/** Who may ask, who must approve what, and who has a hand on the brake. All rules that match bind together. */
export interface Policy {
  readonly rules: readonly Rule[]
  /** Who may pause and resume a server's queue. */
  readonly operators: readonly Person[]
  /** Who may do without the approvers in an emergency; undefined where nobody may. */
  readonly emergency: EmergencyPath | undefined
  /** Who may ask; undefined for every full member. */
  readonly requesters: Who | undefined
  /** How many requests may be open at once. */
  readonly limits: { readonly openPerPerson: number; readonly openInAll: number }
}

/** The way past the approvers: by named people alone, and reviewed by a second person afterwards (SAFETY A8). */
export interface EmergencyPath {
  readonly users: readonly Person[]
  /** Milliseconds after which those who may review it are reminded. */
  readonly review: number
}

/** The policy, who the members of its circles are, as far as Slack said, and who decides for whom while they are away. */
export interface ResolvedPolicy extends Policy {
  readonly membership: Membership
  /** In force when this was asked for. */
  readonly delegations: readonly Delegation[]
}

/** Whether the person may pause and resume the servers' queues. */
export function isOperator(policy: Policy, person: Person): boolean {
  return policy.operators.some((operator) => samePerson(operator, person))
}

/**
 * The rules that bind a request: all that match one of its changes. None is a refusal and never an approval, as it is when
 * one of the changes matches none; `unknown` means that Slack did not say whether a rule matches.
 */
export function rulesFor(
  { rules, membership }: ResolvedPolicy,
  cases: readonly PolicyCase[],
): readonly Rule[] | 'unknown' {
  const answers = cases.map((asked) => rules.map((rule) => matches(rule, asked, membership)))
  if (answers.flat().includes('unknown')) return 'unknown'
  if (!answers.every((ofCase) => ofCase.includes('yes'))) return []
  return rules.filter((_, index) => answers.some((ofCase) => ofCase[index] === 'yes'))
}

/** Whether a rule is about this. */
export function matches({ when }: Rule, asked: PolicyCase, membership: Membership): Answer {
  return all(verdictsOf(when, asked, membership).map(({ answer }) => answer))
}

/** The circles that have a say in a request: in the rules that match it, or may once Slack has said who asked. */
export function circlesFor(policy: Policy, cases: readonly PolicyCase[]): readonly Circle[] {
  return policy.rules
    .filter((rule) => cases.some((asked) => matches(rule, asked, new Map()) !== 'no'))
    .flatMap(({ when, approvers }) => [...(when.requester?.circles ?? []), ...(approvers?.circles ?? [])])
}

/** Every circle of the policy. */
export function allCircles(policy: Policy): readonly Circle[] {
  return [...askerCircles(policy), ...policy.rules.flatMap(({ approvers }) => approvers?.circles ?? [])]
}

/** The circles that decide what a person may ask for. */
export function askerCircles({ requesters, rules }: Policy): readonly Circle[] {
  return [
    ...(requesters?.circles ?? []),
    ...rules.flatMap(({ when: { requester } }) => requester?.circles ?? []),
  ]
}

/** The circles of those who approve on a server, whatever is asked for there. */
export function approverCircles(policy: Policy, server: string): readonly Circle[] {
  return rulesOn(policy, server).flatMap(({ approvers }) => approvers?.circles ?? [])
}

/** Whether the person is an approver of any of these rules. */
export function isApprover(rules: readonly Rule[], person: Person, membership: Membership): Answer {
  return any(
    rules.map(({ approvers }) => (approvers ? isAmong(approvers, person, membership) : ('no' as const))),
  )
}

/** Whether a person may decide by these rules, as an approver or in the place of one. */
export function mayDecide(rules: readonly Rule[], ballot: Ballot, membership: Membership): Answer {
  return any(placesIn(ballot).map((person) => isApprover(rules, person, membership)))
}

/**
 * What a person's word about a request is by these rules: their own, and that in the place of approvers who are away. The
 * place of somebody who made the request is none (SAFETY A3).
 */
export function ballotOf(
  by: Person,
  at: string,
  rules: readonly Rule[],
  makers: readonly Person[],
  { delegations, membership }: ResolvedPolicy,
): Ballot {
  const places = placesOf(delegations, by, at)
    .filter((person) => !makers.some((maker) => samePerson(maker, person)))
    .filter((person) => isApprover(rules, person, membership) !== 'no')
  return places.length === 0 ? { by } : { by, for: places }
}

/** Whether the person may approve anything on a server. */
export function isApproverOn(policy: ResolvedPolicy, server: string, person: Person): Answer {
  return isApprover(rulesOn(policy, server), person, policy.membership)
}

/**
 * Whether these approvals together satisfy every rule that asks for somebody, each rule counting its own approvers alone
 * (SAFETY A4). Rules that ask for nobody approve nothing here: that is what {@link isAutomatic} is for.
 */
export function approvalBy(
  rules: readonly Rule[],
  ballots: readonly Ballot[],
  membership: Membership,
): Answer {
  const asking = rules.filter(asksSomebody)
  return asking.length === 0 ? 'no' : all(asking.map((rule) => quorumOf(rule, ballots, membership)))
}

/** Whether these approvals fill enough places of a rule's own approvers. A rule that asks for nobody is content. */
export function quorumOf(
  { approvers, quorum }: Rule,
  ballots: readonly Ballot[],
  membership: Membership,
): Answer {
  if (!approvers) return 'yes'
  const answerOf = (person: Person) => isAmong(approvers, person, membership)
  if (filledPlaces(ballots, (person) => answerOf(person) === 'yes') >= quorum) return 'yes'
  return filledPlaces(ballots, (person) => answerOf(person) !== 'no') >= quorum ? 'unknown' : 'no'
}

/** Whether every rule has approvers enough who are none of these people. */
export function leavesApprovers(
  rules: readonly Rule[],
  without: readonly Person[],
  membership: Membership,
): Answer {
  return all(
    rules.filter(asksSomebody).map((rule) => {
      if (!rule.approvers.circles.every(({ id }) => membership.has(id))) return 'unknown'
      const left = everyone(rule.approvers, membership).filter(
        (person) => !without.some((one) => samePerson(one, person)),
      )
      return left.length >= rule.quorum ? 'yes' : 'no'
    }),
  )
}

/** Whether a rule has approvers. */
export function asksSomebody(rule: Rule): rule is Rule & { readonly approvers: Who } {
  return rule.approvers !== undefined
}

/** Whether nobody need be asked: every rule that matches allows it, at least one does, and no warning speaks against it. */
export function isAutomatic(rules: readonly Rule[], { findings }: Pick<Proposal, 'findings'>): boolean {
  const isClean = findings.every(({ severity }) => severity === 'note')
  return rules.length > 0 && rules.every(({ automatic }) => automatic) && isClean
}

/**
 * When a request that waits expires: the shortest time of the rules that are known to match counts. Where none is known to,
 * it is the longest of all, so that nothing ends early because Slack was silent.
 */
export function expiryOf(
  policy: ResolvedPolicy,
  request: Pick<Request, 'server' | 'requester' | 'proposal' | 'waitsSince'>,
): string {
  const cases = casesOf(request)
  const known = policy.rules.filter((rule) =>
    cases.some((asked) => matches(rule, asked, policy.membership) === 'yes'),
  )
  const times = (known.length > 0 ? known : policy.rules).map(({ expires }) => expires)
  return after(request.waitsSince, known.length > 0 ? Math.min(...times) : Math.max(...times))
}

/** The two reminders of a rule: in the channel, and then in person. */
export type Reminding = 'remind' | 'remindPeople'

/** When those who have not approved yet are reminded; undefined where no rule that still waits for somebody asks for it. */
export function reminderOf(
  rules: readonly Rule[],
  waitsSince: string,
  approved: readonly Ballot[],
  membership: Membership,
  reminding: Reminding = 'remind',
): string | undefined {
  const times = rules
    .filter((rule) => quorumOf(rule, approved, membership) !== 'yes')
    .flatMap((rule) => rule[reminding] ?? [])
  return times.length === 0 ? undefined : after(waitsSince, Math.min(...times))
}

function rulesOn({ rules }: Policy, server: string): readonly Rule[] {
  return rules.filter(({ when }) => when.server?.includes(server) ?? true)
}
