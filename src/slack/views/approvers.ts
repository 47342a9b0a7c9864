import { samePerson } from '../../request/person.ts'
import type { Policy } from '../../request/policy.ts'
import type { Request } from '../../request/request.ts'
import { mention } from './text.ts'

/** Those who may approve a request, as mentions; the requester never is one of them (SAFETY A3). */
export function approversOf(request: Request, policy: Policy): string {
  return policy.rules
    .map((rule) => {
      const people = rule.approvers.filter((person) => !samePerson(person, request.requester)).map(mention)
      const names = people.length === 0 ? 'somebody who is not the requester' : people.join(' or ')
      return rule.quorum > 1 ? `${rule.quorum} of ${names}` : names
    })
    .join(', and ')
}
