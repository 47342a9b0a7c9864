import type { AllMiddlewareArgs, BlockButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt'
import { requestName } from '../../request/request.ts'
import type { CardClick, ClickResult } from '../../usecases/decide-on-card.ts'
import type { SlackDeps } from '../deps.ts'
import { refusalText } from '../views/refusal.ts'
import { personOf } from './person.ts'

/** A press of a button on a card. */
export type ButtonArgs = SlackActionMiddlewareArgs<BlockButtonAction> & AllMiddlewareArgs

/** Approve: the card shows what came of it; who may not click is told so. */
export function approve(args: ButtonArgs, deps: SlackDeps): Promise<void> {
  return decide(args, deps.approve, deps)
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

/** Who clicked, on which card, and where it stands. */
export function clickOf({ body, action }: ButtonArgs): CardClick {
  return {
    by: personOf(body),
    cardId: action.value ?? '',
    message: { channel: body.channel?.id ?? '', ts: body.message?.ts ?? '' },
  }
}

/** A decision that ends the waiting is seen on the card; what is not seen there is said. */
export async function answer({ ack, respond }: ButtonArgs, result: ClickResult): Promise<void> {
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
