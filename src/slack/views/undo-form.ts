import type { ModalView } from '@slack/types'
import { type Request, requestName } from '../../request/request.ts'
import { VIEWS } from '../ids.ts'
import { requestText } from './change-text.ts'
import { requestForm } from './request-form.ts'
import { paragraph } from './text.ts'

/** The form to ask for the inverse of an applied request. @param banner what is in the way, in mrkdwn */
export function undoForm(formId: string, request: Request, banner?: string): ModalView {
  const { id, server } = request
  return requestForm(
    {
      callbackId: VIEWS.undo,
      formId,
      title: `Undo ${requestName(id)}`,
      submit: 'Request',
      close: 'Leave it',
      server,
      banner,
      note: 'It is refused where somebody has changed these hosts since.',
    },
    [
      paragraph(
        `${requestText(request)} was applied. This asks that its hosts become what they were before: new ones go, changed ones are changed back, removed ones are written again.`,
      ),
    ],
  )
}
