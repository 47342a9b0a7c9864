import { type Person, samePerson } from '../../request/person.ts'
import { type ResolvedPolicy, rulesFor } from '../../request/policy.ts'
import { casesOf } from '../../request/policy-case.ts'
import type { Request } from '../../request/request.ts'
import { missingText } from './approvers.ts'
import { requestText } from './change-text.ts'
import { type Message, say } from './message.ts'
import { mention, time } from './text.ts'

/** The reminder in person, once, to somebody who has not approved yet. @param approvals the channel of the card */
export function personalReminder(
  request: Request,
  person: Person,
  { delegations }: ResolvedPolicy,
  approvals: string,
): Message {
  const away = delegations
    .filter(({ delegate }) => samePerson(delegate, person))
    .map(({ approver }) => approver)
  const place = away.length === 0 ? '' : ` You stand in for ${away.map(mention).join(', ')}.`
  const text = `${requestText(request)} has been waiting for your approval since ${time(request.waitsSince)}: please decide on its card in <#${approvals}>.${place}`
  return say(text)
}

/** The reminder below a card, to those who have not approved yet. */
export function reminder(request: Request, policy: ResolvedPolicy): Message {
  const rules = rulesFor(policy, casesOf(request))
  const missing = rules === 'unknown' ? '' : missingText(rules, request, policy)
  const text = `${missing === '' ? '' : `${missing}: `}${requestText(request)} still waits for approval, on the card above.`
  return say(text)
}
