import type { ModalView } from '@slack/types'
import { titleOf } from '../../request/change-title.ts'
import { type Request, requestName } from '../../request/request.ts'
import { FIELDS, VIEWS } from '../ids.ts'
import { escapeMrkdwn, mention, paragraph, plain } from './text.ts'
import { textField } from './text-field.ts'

/** Asks an approver why, before the request is denied. @param cardId all that Slack carries back */
export function denyForm(cardId: string, { id, proposal, requester }: Request): ModalView {
  const what = `*${escapeMrkdwn(titleOf(proposal.changes))}*, asked for by ${mention(requester)}`
  return {
    type: 'modal',
    callback_id: VIEWS.deny,
    private_metadata: cardId,
    title: plain(`Deny ${requestName(id)}?`, 24),
    submit: plain('Deny', 24),
    close: plain('Go back', 24),
    blocks: [
      paragraph(`${what}. Nothing is changed on the server.`),
      textField(FIELDS.reason, 'Reason', {
        placeholder: 'What is wrong, or what to do instead',
        hint: 'The requester is told, and the card shows it.',
        optional: true,
        multiline: true,
        maximum: 1_000,
      }),
    ],
  }
}
