import type { RequestEvent } from '../../request/events.ts'
import { type Request, requestName } from '../../request/request.ts'
import type { Message } from './card.ts'
import { describeOutcome } from './outcome.ts'
import { escapeMrkdwn, findingList, mention, paragraph } from './text.ts'

/** What the requester is told of an event in a direct message; undefined for events that do not concern them. */
export function requesterNotice(
  request: Request,
  event: RequestEvent,
  approvals: string,
): Message | undefined {
  const { change } = request.proposal
  const what = `${requestName(request.id)}, *${escapeMrkdwn(change.name)}* with ${escapeMrkdwn(change.address)}`
  switch (event.type) {
    case 'submitted':
      return notice(`Your request ${what}, waits for approval in <#${approvals}>. You will hear from me.`)
    case 'denied':
      return notice(`Your request ${what}, was *denied* by ${mention(event.by)}. Nothing was changed.`)
    case 'sent-back':
      return notice(
        `Your request ${what}, was *sent back* to the approvers. ${escapeMrkdwn(event.reason)} You need do nothing.`,
      )
    case 'delayed':
      return notice(
        `Your request ${what}, is approved and *waits*: ${escapeMrkdwn(`${event.delay.reason} ${event.delay.advice}`)}`,
      )
    case 'settled': {
      const { title, detail, findings } = describeOutcome(event.outcome)
      const text = `Your request ${what}: *${title}*. ${escapeMrkdwn(detail)}`
      return { ...notice(text), blocks: [paragraph(text), ...findingList(findings)] }
    }
    case 'approval-given':
    case 'approved':
    case 'apply-began':
    case 'apply-released':
      return undefined
    default:
      return event satisfies never
  }
}

function notice(text: string): Message {
  return { text, blocks: [paragraph(text)] }
}
