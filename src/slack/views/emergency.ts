import type { KnownBlock, ModalView } from '@slack/types'
import { SHORTEST_REASON } from '../../request/decide-emergency.ts'
import type { RequestEvent } from '../../request/events.ts'
import { type ResolvedPolicy, rulesFor } from '../../request/policy.ts'
import { casesOf } from '../../request/policy-case.ts'
import { type Request, requestName, type State } from '../../request/request.ts'
import { handsIn, isUnreviewed, reviewersOf, reviewReminderOf } from '../../request/review.ts'
import { VIEWS } from '../ids.ts'
import { peopleText } from './approvers.ts'
import { requestText } from './change-text.ts'
import { type Message, say } from './message.ts'
import { reasonForm } from './reason-form.ts'
import { mention, paragraph, quotation, time } from './text.ts'

type Used = Extract<RequestEvent, { type: 'approved-in-emergency' }>

/** Asks why it cannot wait, before a request is approved without the approvers. */
export function emergencyForm(cardId: string, request: Request): ModalView {
  return reasonForm(cardId, request, {
    view: VIEWS.emergency,
    title: `${requestName(request.id)}: emergency`,
    submit: 'Apply it now',
    consequence:
      'It is applied at once, without the approvers and whatever window or freeze there is. Everyone is told, and a second person has to review it afterwards.',
    label: 'Why it cannot wait',
    field: {
      placeholder: 'What is broken, and for whom',
      hint: `At least ${SHORTEST_REASON} characters. The approvers and the requester are told, and the card shows it.`,
      minimum: SHORTEST_REASON,
    },
  })
}

/** Asks what was found, before it is recorded that somebody has reviewed it. */
export function reviewForm(cardId: string, request: Request): ModalView {
  return reasonForm(cardId, request, {
    view: VIEWS.review,
    title: `${requestName(request.id)} is reviewed?`,
    submit: 'Reviewed',
    consequence:
      'It was approved in an emergency. Say that you have looked at what was done; what you find wrong is changed by another request.',
    label: 'Note',
    field: {
      placeholder: 'What you found, or what to do about it',
      hint: 'The card and the record show it.',
      optional: true,
    },
  })
}

/** On the card: that it was an emergency, whose and why. */
export function emergencyBlocks(state: State): KnownBlock[] {
  if (!('emergency' in state) || !state.emergency) return []
  const { by, at, reason } = state.emergency
  const text = `*EMERGENCY*: approved by ${mention(by)} without the approvers (${time(at)}).`
  return [paragraph(text), quotation('Why it could not wait', reason)]
}

/** On the card: whether a second person has looked at it. */
export function reviewBlocks(state: State, policy: ResolvedPolicy): KnownBlock[] {
  if (isUnreviewed(state)) {
    const text = `*Not reviewed yet.* Somebody who took no part has to look at what was done, and click *Reviewed*. The approvers are reminded ${time(reviewReminderOf(policy, state))}.`
    return [paragraph(text)]
  }
  if (state.status !== 'settled' || !state.review) return []
  const { by, at, note } = state.review
  const reviewed = paragraph(`*Reviewed* by ${mention(by)} (${time(at)}).`)
  return note === undefined ? [reviewed] : [reviewed, quotation('Note', note)]
}

/** What the approvals channel is told at once, its approvers by name. */
export function emergencyNotice(request: Request, { by, reason }: Used, policy: ResolvedPolicy): Message {
  const told = reviewers(request, policy)
  const text = `${told === '' ? '' : `${told}: `}*EMERGENCY.* ${mention(by)} had ${requestText(request)} approved without its approvers. A second person has to review it on its card afterwards.`
  return { text, blocks: [paragraph(text), quotation('Why it could not wait', reason)] }
}

/** Below the card, when nobody has reviewed it in time. */
export function reviewReminder(request: Request, policy: ResolvedPolicy): Message {
  const told = reviewers(request, policy)
  const text = `${told === '' ? '' : `${told}: `}${requestText(request)} was approved in an emergency, and nobody has reviewed it yet. Please look at what was done and click *Reviewed* on the card above.`
  return say(text)
}

/** What the requester is told. @param what their request, in mrkdwn */
export function emergencyWord(what: string, { by, reason }: Used): Message {
  const text = `${what} was approved *in an emergency* by ${mention(by)}, without the approvers, and is applied at once. A second person reviews it afterwards.`
  return { text, blocks: [paragraph(text), quotation('Why it could not wait', reason)] }
}

/** Those who may review it, as mentions. */
function reviewers(request: Request, policy: ResolvedPolicy): string {
  const rules = rulesFor(policy, casesOf(request))
  if (rules === 'unknown') return ''
  return peopleText(reviewersOf(rules, request, policy), handsIn(request), policy)
}
