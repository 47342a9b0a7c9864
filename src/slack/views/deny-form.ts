import type { ModalView } from '@slack/types'
import { type Request, requestName } from '../../request/request.ts'
import { VIEWS } from '../ids.ts'
import { reasonForm } from './reason-form.ts'

/** Asks an approver why, before the request is denied. */
export function denyForm(cardId: string, request: Request): ModalView {
  return reasonForm(cardId, request, {
    view: VIEWS.deny,
    title: `Deny ${requestName(request.id)}?`,
    submit: 'Deny',
    consequence: 'Nothing is changed on the server.',
    label: 'Reason',
    field: {
      placeholder: 'What is wrong, or what to do instead',
      hint: 'The requester is told, and the card shows it.',
      optional: true,
    },
  })
}
