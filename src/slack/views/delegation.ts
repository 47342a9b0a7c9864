import type { DelegationEvent } from '../../request/delegation.ts'
import type { NamingRefusal } from '../../usecases/delegate.ts'
import { operatorText } from './delay.ts'
import { type Message, say } from './message.ts'
import { escapeMrkdwn, mention, time } from './text.ts'

/** What the approvals channel is told, the delegate by name. */
export function delegationNotice(event: DelegationEvent): Message {
  return say(`${delegationText(event)}${byOther(event)}`)
}

/** What was arranged, in a sentence. */
export function delegationText(event: DelegationEvent): string {
  if (event.type === 'delegation-ended')
    return `${mention(event.approver)} is back: nobody stands in any more.`
  const { approver, delegate, until, reason } = event
  const why = reason === '' ? '' : ` ${escapeMrkdwn(reason)}`
  return `${mention(approver)} is away until ${time(until)}: ${mention(delegate)} approves in their place.${why}`
}

/** Why it was not arranged, and what to do. */
export function namingRefusalText(refusal: NamingRefusal): string {
  switch (refusal.refusal) {
    case 'yourself':
      return 'You cannot stand in for yourself. Name a colleague: `/dhcp delegate @somebody until 2026-12-24`'
    case 'in-the-past':
      return 'That day is over already. Name the last day on which you are away.'
    case 'too-long':
      return `That is too long: name a day until ${time(refusal.latest)}. Whoever is away for longer is best taken out of the policy.`
    case 'not-away':
      return 'Nobody stands in for you, so there is nothing to end.'
    case 'approves-nothing':
      return 'You approve nothing by the rules of the policy, so nobody need stand in for you.'
    case 'delegate-not-a-member':
      return 'Only a full member of this workspace can stand in for you, and no guest and no bot.'
    case 'delegate-unknown':
      return 'Slack did not tell me who that is, so nothing was arranged. Please try again in a moment.'
    default:
      return refusal satisfies never
  }
}

/** Who arranged it, where that was not the approver. */
function byOther({ by, approver }: DelegationEvent): string {
  return 'user' in by && by.user === approver.user ? '' : ` Arranged by ${operatorText(by)}.`
}
