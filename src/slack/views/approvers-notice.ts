import type { ResolvedPolicy } from '../../request/policy.ts'
import type { Request } from '../../request/request.ts'
import type { ToApprovers } from '../../usecases/ports.ts'
import { emergencyNotice, reviewReminder } from './emergency.ts'
import type { Message } from './message.ts'
import { reminder } from './reminder.ts'

/** What the approvers are told beside the card. */
export function approversNotice(request: Request, event: ToApprovers, policy: ResolvedPolicy): Message {
  switch (event.type) {
    case 'reminded':
    case 'reminded-people':
      return reminder(request, policy)
    case 'approved-in-emergency':
      return emergencyNotice(request, event, policy)
    case 'review-reminded':
      return reviewReminder(request, policy)
    default:
      return event satisfies never
  }
}
