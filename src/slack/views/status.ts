import type { KnownBlock } from '@slack/types'
import { hasApproval } from '../../request/evolve.ts'
import { asksSomebody, expiryOf, type ResolvedPolicy, type Rule, rulesFor } from '../../request/policy.ts'
import { casesOf } from '../../request/policy-case.ts'
import type { Request, State } from '../../request/request.ts'
import { approvedText, demandLines, rulesText, uncountedText } from './approvers.ts'
import { delayText } from './delay.ts'
import { editedText } from './edit-form.ts'
import { emergencyBlocks, reviewBlocks } from './emergency.ts'
import { describeOutcome } from './outcome.ts'
import { escapeMrkdwn, findingList, mention, paragraph, quotation, time } from './text.ts'

/** Where a request stands: who did what and when, and what comes next. */
export function statusBlocks(request: Request, policy: ResolvedPolicy): KnownBlock[] {
  const { state } = request
  switch (state.status) {
    case 'pending':
      return [
        ...(state.sentBack
          ? [paragraph(`*Sent back.* ${escapeMrkdwn(state.sentBack)} Please look again.`)]
          : []),
        ...(state.edited ? [paragraph(editedText(request, state.edited))] : []),
        paragraph(`*Waiting for approval*, until ${time(expiryOf(policy, request))}.`),
        ...waitingFor(request, policy).map(paragraph),
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
      return [
        ...emergencyBlocks(state),
        paragraph(`*Expired* (${time(state.at)})${unapplied(state)}. Nothing was changed.`),
      ]
    case 'approved':
      return [
        ...emergencyBlocks(state),
        paragraph(
          `*Approved* ${approvedText(state)}. ${state.delay ? delayText(state.delay) : 'It is applied in a moment.'}`,
        ),
      ]
    case 'applying':
      return [
        ...emergencyBlocks(state),
        paragraph(
          `*Being applied* to ${escapeMrkdwn(request.server)}, approved ${approvedText(state)}. ${state.delay ? delayText(state.delay) : ''}`,
        ),
      ]
    case 'settled': {
      const { title, detail, findings } = describeOutcome(state.outcome)
      const text = `*${title}* (${time(state.at)}), approved ${approvedText(state)}. ${escapeMrkdwn(detail)}`
      return [
        ...emergencyBlocks(state),
        paragraph(text),
        ...findingList(findings),
        ...reviewBlocks(state, policy),
      ]
    }
    default:
      return state satisfies never
  }
}

/** Which rules ask for whom, and who of them has approved. */
function waitingFor(request: Request, policy: ResolvedPolicy): string[] {
  const rules = rulesFor(policy, casesOf(request))
  if (rules === 'unknown') {
    return [
      'Slack did not say who belongs to the groups and channels of the policy, so who must approve is not known.',
    ]
  }
  if (!rules.some(asksSomebody)) return [`*Nobody can approve this*: ${nobody(rules)}`]
  const uncounted = uncountedText(rules, request, policy.membership)
  const needs = `Needs:\n${demandLines(rules, request, policy)}`
  return uncounted === '' ? [needs] : [needs, uncounted]
}

function nobody(rules: readonly Rule[]): string {
  if (rules.length === 0) return 'no rule of the policy is about it.'
  const names = rulesText(rules.map(({ name }) => name))
  return `the policy lets it through automatically or not at all (${names}), and there is a warning.`
}

function unapplied(state: State): string {
  return hasApproval(state)
    ? `, as it could not be carried out in time, approved ${approvedText(state)}`
    : ', as nobody decided in time'
}
