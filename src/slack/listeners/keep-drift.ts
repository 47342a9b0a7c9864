import type { KeepResult } from '../../usecases/keep-drift.ts'
import type { SlackDeps } from '../deps.ts'
import type { ButtonArgs } from './card-buttons.ts'
import { personOf } from './person.ts'

/** Keep as it is: the message shows what came of it; who may not click is told so. */
export async function keepDrift({ body, action, ack, respond }: ButtonArgs, deps: SlackDeps): Promise<void> {
  const result = await deps.keep({ by: personOf(body), driftId: action.value ?? '' })
  // Only now is it acknowledged: what is acknowledged is recorded.
  await ack()
  if (result.kind === 'kept') return
  await respond({ response_type: 'ephemeral', replace_original: false, text: REFUSALS[result.because] })
}

const REFUSALS: Readonly<Record<Extract<KeepResult, { kind: 'refused' }>['because'], string>> = {
  'unknown-drift': 'I know nothing of this message any more, so nothing was done.',
  'not-a-member': 'Only full members of this workspace may decide on this.',
  'identity-unknown':
    'Slack did not tell me who you are, so nothing was done. Please click again in a moment.',
  'not-entitled': 'Only approvers and operators may keep what was changed by hand.',
  over: 'It is over already. Your click changed nothing.',
}
