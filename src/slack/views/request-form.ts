import type { KnownBlock, ModalView } from '@slack/types'
import { FIELDS } from '../ids.ts'
import { escapeMrkdwn, paragraph, plain, smallPrint } from './text.ts'
import { textField } from './text-field.ts'

export interface RequestForm {
  readonly callbackId: string
  /** All that Slack carries back. */
  readonly formId: string
  readonly title: string
  readonly submit: string
  readonly close: string
  readonly server: string
  /** Something that is in the way and what to do about it, in mrkdwn. */
  readonly banner: string | undefined
  /** What else is to be known before it is sent. */
  readonly note?: string
}

/** A form that becomes a request: what is in the way, its own fields, the reason, and that nothing is changed yet. */
export function requestForm(
  { callbackId, formId, title, submit, close, server, banner, note }: RequestForm,
  fields: readonly KnownBlock[],
): ModalView {
  const said = note === undefined ? '' : `${note} `
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: formId,
    title: plain(title, 24),
    submit: plain(submit, 24),
    close: plain(close, 24),
    blocks: [
      ...(banner === undefined ? [] : [paragraph(banner)]),
      ...fields,
      textField(FIELDS.reason, 'Reason', {
        placeholder: 'What is it for? The approvers read this.',
        multiline: true,
        maximum: 1_000,
      }),
      smallPrint(`Server *${escapeMrkdwn(server)}*. ${said}Nothing is changed before it is approved.`),
    ],
  }
}
