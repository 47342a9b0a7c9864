import { makersOf } from '../../request/makers.ts'
import type { Person } from '../../request/person.ts'
import type { Rule } from '../../request/policy.ts'
import { type Request, requestName, type State } from '../../request/request.ts'
import { handsIn } from '../../request/review.ts'
import type { ClickRefusal } from '../../usecases/decide-on-card.ts'
import { approvedBriefly, demandsText, peopleText } from './approvers.ts'
import { describeOutcome } from './outcome.ts'
import { mention } from './text.ts'

/** What a person is told whose click was not taken: why, and what they can do. In mrkdwn. */
export function refusalText(because: ClickRefusal, request: Request | undefined): string {
  const name = request ? requestName(request.id) : 'this request'
  switch (because.refusal) {
    case 'own-request':
      return `You asked for ${name} yourself, so somebody else must decide${whom(because.rules, request)}.`
    case 'not-an-approver':
      return `You may not decide on ${name}: you are not one of its approvers${whom(because.rules, request)}.`
    case 'no-rule':
      return `Nobody can decide on ${name}: no rule of the policy is about it any more. Please ask whoever runs Leasehold.`
    case 'membership-unknown':
      return `Slack did not tell me who belongs to the groups and channels that decide on ${name}, so nothing was done. Please click again in a moment.`
    case 'not-automatic':
      return `${name} needs an approver.`
    case 'already-approved-by-you':
      return `You have approved ${name} already. It waits for another approver.`
    case 'own-edit':
      return `You have edited ${name}, so somebody else must approve it${whom(because.rules, request)}.`
    case 'not-an-editor':
      return `You may not edit ${name}: only who asked for it and its approvers can${whom(because.rules, request)}.`
    case 'not-editable':
      return `${name} cannot be edited: only a request with one change that has values can. Deny it with what is to be otherwise, or take it back, and ask again.`
    case 'nothing-to-edit':
      return `${name} asks for that already, so nothing was changed.`
    case 'too-few-left':
      return `Were you to edit ${name}, you could not approve it, and there would be too few left who can${whom(because.rules, request)}. Deny it with what is to be otherwise, or let somebody edit it who does not approve it.`
    case 'not-for-emergencies':
      return `You may not approve ${name} in an emergency: ${emergencyPeople(because.named)}.`
    case 'reason-too-short':
      return `Say in at least ${because.least} characters why ${name} cannot wait: everyone is told.`
    case 'took-part':
      return `You had a hand in ${name} yourself, so somebody else must review it.`
    case 'not-a-reviewer':
      return `You may not review ${name}: that is for ${peopleText(because.reviewers, request ? handsIn(request) : [], UNASKED)}.`
    case 'not-your-request':
      return `Only who asked for ${name} can take it back${request ? `: ${mention(request.requester)}` : ''}.`
    case 'not-due':
      return `${name} has not expired.`
    case 'outdated-card':
      return `This card of ${name} is outdated: the plan was changed since. Please decide on the newer card.`
    case 'unknown-card':
      return 'I know no request of this card, so nothing was done. Please use the card in the approvals channel.'
    case 'twin-card':
      return 'Slack made me post this card twice. The other one counts: please use that.'
    case 'not-a-member':
      return 'Only full members of this workspace may decide on requests.'
    case 'identity-unknown':
      return 'Slack did not tell me who you are, so nothing was done. Please click again in a moment.'
    case 'too-late':
      return `${name} ${settledBefore(because.state)} Your click changed nothing.`
    default:
      return because satisfies never
  }
}

function whom(rules: readonly Rule[], request: Request | undefined): string {
  return request ? `: ${demandsText(rules, makersOf(request))}` : ''
}

/** What is said without asking Slack: circles are named as that. */
const UNASKED = { membership: new Map(), delegations: [] }

function emergencyPeople(named: readonly Person[]): string {
  return named.length === 0
    ? 'the policy names nobody for that'
    : `that is for ${named.map(mention).join(', ')}`
}

function settledBefore(state: State): string {
  switch (state.status) {
    case 'pending':
      return 'waits for approval again.'
    case 'denied':
      return `was denied by ${mention(state.by)} already.`
    case 'cancelled':
      return 'was taken back by who asked for it.'
    case 'expired':
      return 'has expired.'
    case 'approved':
      return `was approved ${approvedBriefly(state)} already.`
    case 'applying':
      return `was approved ${approvedBriefly(state)} already and is being applied.`
    case 'settled':
      if (state.review) return `was reviewed by ${mention(state.review.by)} already.`
      return `was approved ${approvedBriefly(state)} already. It ended as: ${describeOutcome(state.outcome).title}.`
    default:
      return state satisfies never
  }
}
