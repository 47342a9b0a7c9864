import { type ResolvedPolicy, rulesFor } from '../../request/policy.ts'
import { casesOf } from '../../request/policy-case.ts'
import type { Request } from '../../request/request.ts'
import { missingText } from './approvers.ts'
import { requestText } from './change-text.ts'
import type { Message } from './message.ts'
import { paragraph } from './text.ts'

/** The one reminder below a card, to those who have not approved yet. */
export function reminder(request: Request, policy: ResolvedPolicy): Message {
  const rules = rulesFor(policy, casesOf(request))
  const missing = rules === 'unknown' ? '' : missingText(rules, request, policy)
  const text = `${missing === '' ? '' : `${missing}: `}${requestText(request)} still waits for approval, on the card above.`
  return { text, blocks: [paragraph(text)] }
}
