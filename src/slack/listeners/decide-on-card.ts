import type { AllMiddlewareArgs, BlockButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt'
import { requestName } from '../../request/request.ts'
import type { CardClick, ClickResult } from '../../usecases/decide-on-card.ts'
import type { SlackDeps } from '../deps.ts'
import { refusalText } from '../views/refusal.ts'

type ButtonArgs = SlackActionMiddlewareArgs<BlockButtonAction> & AllMiddlewareArgs

/** Approve: the card shows what came of it; who may not click is told so. */
export function approve(args: ButtonArgs, deps: SlackDeps): Promise<void> {
  return decide(args, deps.approve)
}

/** Deny: one denial ends the request. */
export function deny(args: ButtonArgs, deps: SlackDeps): Promise<void> {
  return decide(args, deps.deny)
}

async function decide(
  { ack, body, action, respond }: ButtonArgs,
  act: (click: CardClick) => Promise<ClickResult>,
): Promise<void> {
  const result = await act({
    by: { team: body.user.team_id ?? body.team?.id ?? '', user: body.user.id },
    cardId: action.value ?? '',
    message: { channel: body.channel?.id ?? '', ts: body.message?.ts ?? '' },
  })
  // Only now: what is acknowledged is recorded, so a bot that dies in between is seen to have done nothing.
  await ack()
  const text = answer(result)
  if (text) await respond({ response_type: 'ephemeral', replace_original: false, text })
}

/** A decision that ends the waiting is seen on the card; what is not seen there is said. */
function answer(result: ClickResult): string | undefined {
  if (result.kind === 'refused') return refusalText(result.because, result.request)
  if (result.request.state.status !== 'pending') return undefined
  return `Your approval of ${requestName(result.request.id)} is recorded. It waits for another approver.`
}
