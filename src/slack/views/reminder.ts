import { titleOf } from '../../request/change-title.ts'
import { type ResolvedPolicy, rulesFor } from '../../request/policy.ts'
import { casesOf } from '../../request/policy-case.ts'
import { type Request, requestName } from '../../request/request.ts'
import { missingText } from './approvers.ts'
import type { Message } from './message.ts'
import { escapeMrkdwn, mention, paragraph } from './text.ts'

/** The one reminder below a card, to those who have not approved yet. */
export function reminder(request: Request, policy: ResolvedPolicy): Message {
  const rules = rulesFor(policy, casesOf(request))
  const missing = rules === 'unknown' ? '' : missingText(rules, request, policy.membership)
  const { id, proposal, requester } = request
  const what = `${requestName(id)} (*${escapeMrkdwn(titleOf(proposal.changes))}*, asked for by ${mention(requester)})`
  const text = `${missing === '' ? '' : `${missing}: `}${what} still waits for approval, on the card above.`
  return { text, blocks: [paragraph(text)] }
}
