import type { RequestEvent } from '../../request/events.ts'
import { approvedOf, hasApproval } from '../../request/evolve.ts'
import { type Outcome, type Request, requestName } from '../../request/request.ts'
import { approvedBriefly, rulesText } from './approvers.ts'
import { describeApplied, describeChanges, nextStep } from './change-text.ts'
import { delayText } from './delay.ts'
import { editedNotice } from './edit-form.ts'
import { emergencyWord } from './emergency.ts'
import { type Message, say } from './message.ts'
import { describeOutcome } from './outcome.ts'
import { escapeMrkdwn, findingList, mention, paragraph, quotation } from './text.ts'

/** What the requester is told of an event in a direct message; undefined for events that do not concern them. */
export function requesterNotice(
  request: Request,
  event: RequestEvent,
  approvals: string,
): Message | undefined {
  const what = nameOf(request)
  switch (event.type) {
    case 'submitted':
      return say(submittedText(what, request, approvals))
    case 'approved-in-emergency':
      return emergencyWord(what, event)
    case 'edited':
      return editedNotice(what, request, event)
    case 'denied':
      return deniedNotice(what, event)
    case 'expired':
      return say(expiryText(what, request))
    case 'sent-back':
      return say(
        `${what} was *sent back* to the approvers. ${escapeMrkdwn(event.reason)} You need do nothing.`,
      )
    case 'delayed':
      return say(`${what} *waits*. ${delayText(event.delay)}`)
    case 'settled':
      return settledNotice(what, request, event.outcome)
    case 'approval-given':
    case 'approved':
    case 'approved-automatically':
    case 'reviewed':
    case 'review-reminded':
    case 'reminded':
    case 'reminded-people':
    case 'cancelled':
    case 'apply-began':
    case 'apply-released':
      return undefined
    default:
      return event satisfies never
  }
}

/** Where an end has come nobody asked: whoever owns the host is told. */
function nameOf({ id, ended, proposal: { changes } }: Request): string {
  const change = describeChanges(changes)
  if (!ended) return `Your request ${requestName(id)} (${change})`
  return `${requestName(id)} (${change}, whose end ${ended.end} has come)`
}

function deniedNotice(what: string, event: Extract<RequestEvent, { type: 'denied' }>): Message {
  const text = `${what} was *denied* by ${mention(event.by)}. Nothing was changed.`
  const reason = event.reason === undefined ? [] : [quotation('Reason', event.reason)]
  return { text, blocks: [paragraph(text), ...reason] }
}

/** What the policy approved by itself is told as that: it waits for nobody. */
function submittedText(what: string, { state }: Request, approvals: string): string {
  const { automatic } = approvedOf(state)
  const next = automatic
    ? `needs nobody's approval by the policy (${rulesText(automatic.rules)}) and is applied in a moment.`
    : `waits for approval in <#${approvals}>.`
  return `${what} ${next} I will tell you what comes of it.`
}

function expiryText(what: string, request: Request): string {
  const why = hasApproval(request.state)
    ? 'it could not be carried out in time'
    : 'nobody decided on it in time'
  const next = request.ended ? 'It is asked for again.' : 'Ask again if it is still wanted.'
  return `${what} has *expired*: ${why}. Nothing was changed. ${next}`
}

function settledNotice(what: string, request: Request, outcome: Outcome): Message {
  const { changes } = request.proposal
  const { title, detail, findings } = describeOutcome(outcome)
  const approved = hasApproval(request.state) ? `, approved ${approvedBriefly(request.state)}` : ''
  const text =
    outcome.kind === 'applied'
      ? `*Applied*: ${describeApplied(changes)} (${requestName(request.id)}${approved}). ${nextStep(changes)}`
      : `${what}${approved}: *${title}*. ${escapeMrkdwn(detail)}`
  return { ...say(text), blocks: [paragraph(text), ...findingList(findings)] }
}
