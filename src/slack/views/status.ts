import type { KnownBlock } from '@slack/types'
import { approvalsOf } from '../../request/evolve.ts'
import { expiryOf, type Policy } from '../../request/policy.ts'
import type { Request, State } from '../../request/request.ts'
import { approversOf } from './approvers.ts'
import { delayText } from './delay.ts'
import { describeOutcome } from './outcome.ts'
import { escapeMrkdwn, findingList, mention, paragraph, quotation, time } from './text.ts'

/** Where a request stands: who did what and when, and what comes next. */
export function statusBlocks(request: Request, policy: Policy): KnownBlock[] {
  const { state } = request
  switch (state.status) {
    case 'pending':
      return [
        ...(state.sentBack
          ? [paragraph(`*Sent back.* ${escapeMrkdwn(state.sentBack)} Please look again.`)]
          : []),
        paragraph(
          `*Waiting for approval* by ${approversOf(request, policy)}, until ${time(expiryOf(policy, request.waitsSince))}.${approvedSoFar(state)}`,
        ),
      ]
    case 'denied':
      return [
        paragraph(`*Denied* by ${mention(state.by)} (${time(state.at)}). Nothing was changed.`),
        ...(state.reason === undefined ? [] : [quotation('Reason', state.reason)]),
      ]
    case 'cancelled':
      return [
        paragraph(`*Taken back* by ${mention(request.requester)} (${time(state.at)}). Nothing was changed.`),
      ]
    case 'expired':
      return [paragraph(`*Expired* (${time(state.at)})${unapplied(state)}. Nothing was changed.`)]
    case 'approved':
      return [
        paragraph(
          `*Approved* ${by(state)}. ${state.delay ? delayText(state.delay) : 'It is applied in a moment.'}`,
        ),
      ]
    case 'applying':
      return [
        paragraph(
          `*Being applied* to ${escapeMrkdwn(request.server)}, approved ${by(state)}. ${state.delay ? delayText(state.delay) : ''}`,
        ),
      ]
    case 'settled': {
      const { title, detail, findings } = describeOutcome(state.outcome)
      const text = `*${title}* (${time(state.at)}), approved ${by(state)}. ${escapeMrkdwn(detail)}`
      return [paragraph(text), ...findingList(findings)]
    }
    default:
      return state satisfies never
  }
}

function unapplied(state: State): string {
  return approvalsOf(state).length === 0
    ? ', as nobody decided in time'
    : `, as it could not be carried out in time, approved ${by(state)}`
}

function approvedSoFar(state: State): string {
  return approvalsOf(state).length === 0 ? '' : ` Approved so far ${by(state)}.`
}

/** By whom it was approved, and when. */
function by(state: State): string {
  const approvals = approvalsOf(state).map((approval) => `${mention(approval.by)} (${time(approval.at)})`)
  return `by ${approvals.join(', ')}`
}
