import type { Button, KnownBlock, ModalView } from '@slack/types'
import { requestName } from '../../request/request.ts'
import type { EndAsk } from '../../usecases/ports.ts'
import { ACTIONS, FIELDS, VIEWS } from '../ids.ts'
import { button, confirmation } from './button.ts'
import { dateField } from './date-field.ts'
import type { Message } from './message.ts'
import { escapeMrkdwn, ownerText, paragraph, plain, smallPrint } from './text.ts'
import { textField } from './text-field.ts'

/**
 * The question to an owner whether what ends soon is needed longer. Its buttons go while a request that came of it is open.
 * @param place in a channel the owner is named, so that the message reaches them
 */
export function askMessage(ask: EndAsk, place: 'direct' | 'channel'): Message {
  const { name, server, owner, end } = ask.registration
  const whose = place === 'direct' ? 'yours' : `of ${ownerText(owner.id)}`
  const text = `*${escapeMrkdwn(name)}* on ${escapeMrkdwn(server)} is ${whose} until *${end}*. Is it needed longer?`
  return { text, blocks: [paragraph(text), ...outcome(ask), ...buttons(ask)] }
}

function outcome({ answer }: EndAsk): KnownBlock[] {
  if (!answer)
    return [smallPrint('Without an answer its removal is asked for by itself when that day is over.')]
  const request = `*${requestName(answer.requestId)}*`
  if (answer.isOpen) return [paragraph(`${request} was asked for, and is not decided and applied yet.`)]
  return [paragraph(`${request} has ended, and this is still so.`)]
}

/** The value of a button is the question's opaque id and nothing else. */
function buttons({ id, answer }: EndAsk): KnownBlock[] {
  return answer?.isOpen ? [] : [{ type: 'actions', elements: [keepButton(id), letGoButton(id)] }]
}

function keepButton(value: string): Button {
  return button(ACTIONS.keepHost, value, 'Keep', { style: 'primary' })
}

function letGoButton(value: string): Button {
  const text = 'Its removal is asked for at once, and done when it is approved.'
  const confirm = confirmation('Let it go now?', text, 'Let go', 'Go back')
  return button(ACTIONS.letGo, value, 'Let go', { confirm })
}

/** Asks an owner until when it is needed. @param until what is chosen at first */
export function keepForm({ id, registration: { name, end } }: EndAsk, until: string): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.keepHost,
    private_metadata: id,
    title: plain('Keep it until when?', 24),
    submit: plain('Request', 24),
    close: plain('Go back', 24),
    blocks: [
      paragraph(`*${escapeMrkdwn(name)}* ends on ${end}. Another end is approved like every change.`),
      dateField(FIELDS.until, 'Until', { initial: until, hint: 'The last day on which it is needed.' }),
      textField(FIELDS.reason, 'Reason', {
        placeholder: 'What is it still needed for? The approvers read this.',
        multiline: true,
        maximum: 1_000,
      }),
    ],
  }
}
