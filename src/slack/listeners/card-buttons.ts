import type {
  AllMiddlewareArgs,
  BlockButtonAction,
  SlackActionMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt'
import { requestName } from '../../request/request.ts'
import type { CardClick, ClickResult } from '../../usecases/decide-on-card.ts'
import type { SlackDeps } from '../deps.ts'
import { FIELDS, INPUT } from '../ids.ts'
import { openView } from '../open-view.ts'
import { denyForm } from '../views/deny-form.ts'
import { messageView } from '../views/message-view.ts'
import { refusalText } from '../views/refusal.ts'
import { paragraph } from '../views/text.ts'
import { personOf } from './person.ts'

type ButtonArgs = SlackActionMiddlewareArgs<BlockButtonAction> & AllMiddlewareArgs

/** Approve: the card shows what came of it; who may not click is told so. */
export function approve(args: ButtonArgs, deps: SlackDeps): Promise<void> {
  return decide(args, deps.approve, deps)
}

/** Deny: whoever may is asked why; the denial is what they then send. */
export async function deny(args: ButtonArgs, deps: SlackDeps): Promise<void> {
  const click = clickOf(args)
  const foreseen = await deps.mayDeny(click)
  if (foreseen.kind === 'refused') return answer(args, foreseen)
  const opened = await openView(args.client, args.body.trigger_id, denyForm(click.cardId, foreseen.request))
  await args.ack()
  if (opened.kind !== 'too-late') return
  const text = 'Slack gave me too little time to ask you why. Nothing was denied: please click again.'
  await args.respond({ response_type: 'ephemeral', replace_original: false, text })
}

/** The form with the reason: one denial ends the request. Who comes too late is told in the form. */
export async function submitDenial(
  { ack, body, view }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs,
  deps: SlackDeps,
): Promise<void> {
  const reason = view.state.values[FIELDS.reason]?.[INPUT]?.value?.trim()
  const result = await deps.deny({
    by: personOf(body),
    cardId: view.private_metadata,
    message: undefined,
    reason: reason === '' ? undefined : (reason ?? undefined),
  })
  if (result.kind === 'taken') return ack({ response_action: 'clear' })
  const text = refusalText(result.because, result.request)
  await ack({ response_action: 'update', view: messageView('Not denied', [paragraph(text)]) })
}

/** Cancel: for whoever asked. */
export function cancel(args: ButtonArgs, deps: SlackDeps): Promise<void> {
  return decide(args, deps.cancel, deps)
}

async function decide(
  args: ButtonArgs,
  act: (click: CardClick) => Promise<ClickResult>,
  deps: SlackDeps,
): Promise<void> {
  const result = await act(clickOf(args))
  // Only now is it acknowledged: what is acknowledged is recorded. And it is recorded also when Slack cannot be told.
  try {
    await answer(args, result)
  } catch (error) {
    deps.log.warn({ error, user: args.body.user.id }, 'a click was taken, and Slack could not be told')
  }
}

function clickOf({ body, action }: ButtonArgs): CardClick {
  return {
    by: personOf(body),
    cardId: action.value ?? '',
    message: { channel: body.channel?.id ?? '', ts: body.message?.ts ?? '' },
  }
}

/** A decision that ends the waiting is seen on the card; what is not seen there is said. */
async function answer({ ack, respond }: ButtonArgs, result: ClickResult): Promise<void> {
  await ack()
  if (result.kind === 'taken') {
    if (result.request.state.status !== 'pending') return
    const text = `Your approval of ${requestName(result.request.id)} is recorded. It waits for another approver.`
    await respond({ response_type: 'ephemeral', replace_original: false, text })
    return
  }
  const text = refusalText(result.because, result.request)
  // The twin of a card has no use: it is replaced by the word about the other one.
  const isTwin = result.because.refusal === 'twin-card'
  await respond({ response_type: isTwin ? 'in_channel' : 'ephemeral', replace_original: isTwin, text })
}
