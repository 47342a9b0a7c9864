import type { Answer } from '../../request/answer.ts'
import { type Conditions, type Verdict, verdictsOf } from '../../request/conditions.ts'
import type { Delegation } from '../../request/delegation.ts'
import type { Person } from '../../request/person.ts'
import { asksSomebody, isApprover, type Policy, type Rule } from '../../request/policy.ts'
import type { PolicyCase } from '../../request/policy-case.ts'
import { isAmong, type Membership, type Who } from '../../request/who.ts'

/** What somebody would ask for, as far as they said. */
export interface Question {
  readonly asked: PolicyCase
  /** The circles that the requester is known to belong to; of all others it is not known. */
  readonly membership: Membership
  /** Who approves in whose place, as far as that was asked for. */
  readonly delegations: readonly Delegation[]
}

/** What the policy says to it, in lines, and whether it is refused whatever Slack says. */
export interface Explanation {
  readonly lines: readonly string[]
  readonly isRefused: boolean
}

interface Explained {
  readonly rule: Rule
  readonly answer: Answer
  /** Why it does not match, or on what that depends. */
  readonly because: readonly string[]
}

/** Says of every rule whether it matches and why, and what those that match come to together. */
export function explainPolicy(policy: Policy, question: Question): Explanation {
  const asker = explainAsker(policy, question)
  const rules = policy.rules.map((rule) => explainRule(rule, question))
  const lines = [
    ...(asker.line === undefined ? [] : [asker.line, '']),
    ...rules.flatMap((explained) => ruleLines(explained)),
    '',
    ...conclusion(rules),
    ...delegateLines(rules, question),
  ]
  return { lines, isRefused: asker.answer === 'no' || rules.every(({ answer }) => answer === 'no') }
}

function explainAsker(
  { requesters }: Policy,
  { asked: { requester }, membership }: Question,
): { readonly answer: Answer; readonly line?: string } {
  const answer = requesters ? isAmong(requesters, requester, membership) : 'yes'
  if (!requesters || answer === 'yes') return { answer }
  const may = `Only ${whoText(requesters)} may ask`
  if (answer === 'no') return { answer, line: `${may}: ${requester.user} is refused.` }
  return { answer, line: `${may}: ${requester.user} may if ${memberText(requester, requesters)}.` }
}

function explainRule(rule: Rule, { asked, membership }: Question): Explained {
  const verdicts = verdictsOf(rule.when, asked, membership).map((verdict) => settle(verdict, asked))
  const answer = verdicts.some((verdict) => verdict.answer === 'no')
    ? 'no'
    : verdicts.some((verdict) => verdict.answer === 'unknown')
      ? 'unknown'
      : 'yes'
  const because = verdicts
    .filter((verdict) => verdict.answer === answer && answer !== 'yes')
    .map(({ condition }) =>
      answer === 'no' ? aboutText(rule.when, condition) : dependsText(rule.when, condition, asked),
    )
  return { rule, answer, because }
}

/** Where no address was said, whether one lies in a network is open. */
function settle(verdict: Verdict, { addresses }: PolicyCase): Verdict {
  return verdict.condition === 'subnet' && addresses.length === 0
    ? { ...verdict, answer: 'unknown' }
    : verdict
}

function aboutText(when: Conditions, condition: keyof Conditions): string {
  switch (condition) {
    case 'change':
      return `it is about ${list(when.change)}`
    case 'server':
      return `it is about ${list(when.server)}`
    case 'subnet':
      return `it is about addresses in ${list(when.subnet)}`
    case 'name':
      return `it is about names that are ${when.name}`
    case 'requester':
      return `it is about requests of ${when.requester ? whoText(when.requester) : 'nobody'}`
    default:
      return condition satisfies never
  }
}

function dependsText(when: Conditions, condition: keyof Conditions, { requester }: PolicyCase): string {
  if (condition === 'subnet') return `an address of it lies in ${list(when.subnet)}`
  return when.requester ? memberText(requester, when.requester) : ''
}

function memberText({ user }: Person, { circles }: Who): string {
  return `${user} is a member of ${circles.map(({ id }) => id).join(' or ')}`
}

function ruleLines({ rule, answer, because }: Explained): string[] {
  switch (answer) {
    case 'yes':
      return [`${rule.name}: matches`, `  ${demandText(rule)}`]
    case 'unknown':
      return [`${rule.name}: matches if ${because.join(' and ')}`, `  ${demandText(rule)}`]
    case 'no':
      return [`${rule.name}: does not match: ${because.join('; ')}`]
  }
}

function demandText(rule: Rule): string {
  const people = asksSomebody(rule) ? `${rule.quorum} of ${whoText(rule.approvers)}` : 'nobody'
  return rule.automatic
    ? `approves automatically; else it needs ${asksSomebody(rule) ? people : 'what other rules say'}`
    : `needs ${people}`
}

function conclusion(rules: readonly Explained[]): string[] {
  const sure = rules.filter(({ answer }) => answer === 'yes').map(({ rule }) => rule)
  const open = rules.filter(({ answer }) => answer === 'unknown').map(({ rule }) => rule)
  if (sure.length + open.length === 0) return ['No rule is about this: it is refused.']
  const lines = [automaticText(sure, open)]
  if (sure.length === 0) return ['Refused unless one of the rules above matches.', ...lines]
  const asking = sure.filter(asksSomebody)
  if (asking.length === 0 && open.length === 0) {
    return [...lines, 'With a warning it is refused: no rule that matches names approvers.']
  }
  const needs = asking.map((rule) => `${rule.quorum} of ${whoText(rule.approvers)} (${rule.name})`)
  if (needs.length === 0) return lines
  const otherwise = sure.every(({ automatic }) => automatic) ? 'Else it' : 'It'
  return [...lines, `${otherwise} needs ${needs.join(' and ')}, and never the requester.`]
}

/** Where an approver who may be asked is away. Who belongs to a circle is not known here: a delegate may be for one of its members. */
function delegateLines(rules: readonly Explained[], { delegations }: Question): string[] {
  const asking = rules.filter(({ answer }) => answer !== 'no').map(({ rule }) => rule)
  return delegations
    .filter(({ approver }) => isApprover(asking, approver, new Map()) !== 'no')
    .map(
      ({ approver, delegate, until }) => `${delegate.user} for ${approver.user}, who is away until ${until}.`,
    )
}

function automaticText(sure: readonly Rule[], open: readonly Rule[]): string {
  const against = sure.filter(({ automatic }) => !automatic).map(({ name }) => name)
  if (against.length > 0) return `Not approved automatically: ${against.join(', ')}.`
  const doubtful = open.filter(({ automatic }) => !automatic).map(({ name }) => name)
  const unless = doubtful.length === 0 ? '' : `, unless it matches ${doubtful.join(' or ')}`
  return `Approved automatically where there is no warning${unless}.`
}

function whoText({ users, circles }: Who): string {
  return [...users.map(({ user }) => user), ...circles.map(({ id }) => `the members of ${id}`)].join(', ')
}

function list(words: readonly string[] | undefined): string {
  return (words ?? []).join(', ')
}
