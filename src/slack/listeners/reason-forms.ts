import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import type { Request } from '../../request/request.ts'
import type { CardClick, ClickResult, Foreseen } from '../../usecases/decide-on-card.ts'
import type { SlackDeps } from '../deps.ts'
import { FIELDS, INPUT } from '../ids.ts'
import { openView } from '../open-view.ts'
import { tooLateToOpen } from '../too-late.ts'
import { denyForm } from '../views/deny-form.ts'
import { emergencyForm, reviewForm } from '../views/emergency.ts'
import { messageView } from '../views/message-view.ts'
import { refusalText } from '../views/refusal.ts'
import { paragraph } from '../views/text.ts'
import { answer, type ButtonArgs, clickOf } from './card-buttons.ts'
import { personOf } from './person.ts'

type FormArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs

/** Deny: whoever may is asked why; the denial is what they then send. */
export function deny(args: ButtonArgs, { mayDeny }: SlackDeps): Promise<void> {
  return askFirst(args, mayDeny, denyForm)
}

/** The form with the reason: one denial ends the request. Who comes too late is told in the form. */
export function submitDenial(args: FormArgs, { deny }: SlackDeps): Promise<void> {
  return send(args, 'Not denied', (click, words) =>
    deny({ ...click, reason: words === '' ? undefined : words }),
  )
}

/** Emergency: those whom the policy names are asked why it cannot wait. */
export function emergency(args: ButtonArgs, { mayApproveInEmergency }: SlackDeps): Promise<void> {
  return askFirst(args, mayApproveInEmergency, emergencyForm)
}

/** The form with the reason: it is applied without the approvers. */
export function submitEmergency(args: FormArgs, { approveInEmergency }: SlackDeps): Promise<void> {
  return send(args, 'Not approved', (click, reason) => approveInEmergency({ ...click, reason }))
}

/** Reviewed: whoever may is asked for a note. */
export function review(args: ButtonArgs, { mayReview }: SlackDeps): Promise<void> {
  return askFirst(args, mayReview, reviewForm)
}

/** The form with the note: an emergency is reviewed. */
export function submitReview(args: FormArgs, { review }: SlackDeps): Promise<void> {
  return send(args, 'Not reviewed', (click, words) =>
    review({ ...click, note: words === '' ? undefined : words }),
  )
}

/** A person is asked for words only where they may do what they clicked. */
async function askFirst(
  args: ButtonArgs,
  may: (click: CardClick) => Promise<Foreseen>,
  form: (cardId: string, request: Request) => ModalView,
): Promise<void> {
  const click = clickOf(args)
  const foreseen = await may(click)
  if (foreseen.kind === 'refused') return answer(args, foreseen)
  const opened = await openView(args.client, args.body.trigger_id, form(click.cardId, foreseen.request))
  await args.ack()
  if (opened.kind !== 'too-late') return
  const text = tooLateToOpen('Nothing was done: please click again.')
  await args.respond({ response_type: 'ephemeral', replace_original: false, text })
}

async function send(
  { ack, body, view }: FormArgs,
  notDone: string,
  act: (click: CardClick, words: string) => Promise<ClickResult>,
): Promise<void> {
  const words = view.state.values[FIELDS.reason]?.[INPUT]?.value?.trim() ?? ''
  const click = { by: personOf(body), cardId: view.private_metadata, message: undefined }
  const result = await act(click, words)
  if (result.kind === 'taken') return ack({ response_action: 'clear' })
  const text = refusalText(result.because, result.request)
  // What is wrong with the words themselves stands under them, and can be mended there.
  if (result.because.refusal === 'reason-too-short') {
    return ack({ response_action: 'errors', errors: { [FIELDS.reason]: text } })
  }
  await ack({ response_action: 'update', view: messageView(notDone, [paragraph(text)]) })
}
