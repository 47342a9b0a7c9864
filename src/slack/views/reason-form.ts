import type { ModalView } from '@slack/types'
import type { Request } from '../../request/request.ts'
import { FIELDS } from '../ids.ts'
import { askedText } from './change-text.ts'
import { paragraph, plain } from './text.ts'
import { type TextFieldOptions, textField } from './text-field.ts'

/** What differs between the forms that ask for a few words before something is done. */
export interface ReasonForm {
  /** The id that Slack carries back. */
  readonly view: string
  readonly title: string
  readonly submit: string
  /** What follows from sending it, in mrkdwn. */
  readonly consequence: string
  readonly label: string
  readonly field: TextFieldOptions
}

/** Asks a person for a few words about a request. @param cardId all that Slack carries back beside them */
export function reasonForm(cardId: string, request: Request, form: ReasonForm): ModalView {
  return {
    type: 'modal',
    callback_id: form.view,
    private_metadata: cardId,
    title: plain(form.title, 24),
    submit: plain(form.submit, 24),
    close: plain('Go back', 24),
    blocks: [
      paragraph(`${askedText(request)}. ${form.consequence}`),
      textField(FIELDS.reason, form.label, { multiline: true, maximum: 1_000, ...form.field }),
    ],
  }
}
