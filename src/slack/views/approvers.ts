import { approvedOf } from '../../request/evolve.ts'
import { makersOf } from '../../request/makers.ts'
import { type Person, samePerson } from '../../request/person.ts'
import { asksSomebody, quorumOf, type Rule } from '../../request/policy.ts'
import type { Approval, Request, State } from '../../request/request.ts'
import { type Circle, everyone, isAmong, type Membership, type Who } from '../../request/who.ts'
import { escapeMrkdwn, mention, time } from './text.ts'

/** Of a long list, the first people will do. */
const MOST_PEOPLE = 10

/** Who must approve by these rules, in a sentence; those who made the request never are among them (SAFETY A3). */
export function demandsText(rules: readonly Rule[], makers: readonly Person[]): string {
  const demands = rules.filter(asksSomebody).map((rule) => demandText(rule, makers))
  return demands.length === 0 ? 'the policy names nobody who could' : demands.join(' and ')
}

/** What a rule asks for and who has approved of its people, a line a rule. */
export function demandLines(rules: readonly Rule[], request: Request, membership: Membership): string {
  const { approvals } = approvedOf(request.state)
  const lines = rules.filter(asksSomebody).map((rule) => {
    const counted = approvals.filter(({ by }) => isAmong(rule.approvers, by, membership) === 'yes')
    const approved = counted.length === 0 ? '' : `, approved ${byPeople(counted)}`
    return `• ${demandText(rule, makersOf(request))}${approved}`
  })
  return lines.join('\n')
}

/** The approvals that no rule counts, as a sentence: their people may not approve this any more. */
export function uncountedText(
  rules: readonly Rule[],
  { state }: Pick<Request, 'state'>,
  membership: Membership,
): string {
  const uncounted = approvedOf(state).approvals.filter(({ by }) =>
    rules.filter(asksSomebody).every(({ approvers }) => isAmong(approvers, by, membership) === 'no'),
  )
  return uncounted.length === 0 ? '' : `Approved ${byPeople(uncounted)}, whom no rule names any more.`
}

/** Those whose approval a request still waits for, as mentions. Of many, their groups and channels. */
export function missingText(rules: readonly Rule[], request: Request, membership: Membership): string {
  const approved = approvedOf(request.state).approvals.map(({ by }) => by)
  const have = [...makersOf(request), ...approved]
  const waiting = rules
    .filter(asksSomebody)
    .filter((rule) => quorumOf(rule, approved, membership) !== 'yes')
    .map(({ approvers }) => approvers)
  return peopleText(waiting, have, membership)
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
  return automatic ? 'automatically' : `by ${approvals.map(({ by }) => mention(by)).join(', ')}`
}

/** These people as mentions, but for some. Of many, their groups and channels. */
export function peopleText(all: readonly Who[], without: readonly Person[], membership: Membership): string {
  return [...new Set(all.flatMap((who) => missingOf(who, without, membership)))].join(', ')
}

/** Names of rules, escaped. */
export function rulesText(names: readonly string[]): string {
  return names.map(escapeMrkdwn).join(', ')
}

function byPeople(approvals: readonly Approval[]): string {
  return `by ${approvals.map(({ by, at }) => `${mention(by)} (${time(at)})`).join(', ')}`
}

function demandText(
  { name, approvers, quorum }: Rule & { readonly approvers: Who },
  makers: readonly Person[],
): string {
  const others = approvers.users.filter((person) => !makers.some((maker) => samePerson(maker, person)))
  const people = others.map(mention)
  const rest = people.length > MOST_PEOPLE ? [`${people.length - MOST_PEOPLE} more`] : []
  const all = [...people.slice(0, MOST_PEOPLE), ...rest, ...approvers.circles.map(circleText)]
  const names = all.length === 0 ? 'people who neither asked nor edited' : all.join(', ')
  return `${quorum} of ${names} (${escapeMrkdwn(name)})`
}

function missingOf(approvers: Who, have: readonly Person[], membership: Membership): readonly string[] {
  const isMissing = (person: Person) => !have.some((one) => samePerson(one, person))
  const missing = everyone(approvers, membership).filter(isMissing)
  if (missing.length <= MOST_PEOPLE && approvers.circles.every(({ id }) => membership.has(id))) {
    return missing.map(mention)
  }
  return [
    ...approvers.users.filter(isMissing).slice(0, MOST_PEOPLE).map(mention),
    ...approvers.circles.map(circleText),
  ]
}

function circleText({ kind, id }: Circle): string {
  return kind === 'group' ? `<!subteam^${id}>` : `<#${id}>`
}
