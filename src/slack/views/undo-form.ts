import type { ModalView } from '@slack/types'
import { type Request, requestName } from '../../request/request.ts'
import { VIEWS } from '../ids.ts'
import { requestText } from './change-text.ts'
import { reasonField } from './reason-field.ts'
import { escapeMrkdwn, paragraph, plain, smallPrint } from './text.ts'

/** The form to ask for the inverse of an applied request. @param banner what is in the way, in mrkdwn */
export function undoForm(formId: string, request: Request, banner?: string): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.undo,
    private_metadata: formId,
    title: plain(`Undo ${requestName(request.id)}`, 24),
    submit: plain('Request', 24),
    close: plain('Leave it', 24),
    blocks: [
      ...(banner === undefined ? [] : [paragraph(banner)]),
      paragraph(
        `${requestText(request)} was applied. This asks that its hosts become what they were before: new ones go, changed ones are changed back, removed ones are written again.`,
      ),
      reasonField(),
      smallPrint(
        `Server *${escapeMrkdwn(request.server)}*. It is refused where somebody has changed these hosts since. Nothing is changed before it is approved.`,
      ),
    ],
  }
}
