import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt'
import { laterDay } from '../../request/later-day.ts'
import type { AskAnswer, AskClick, AskRefusal } from '../../usecases/answer-ask.ts'
import type { SlackDeps } from '../deps.ts'
import { FIELDS, INPUT } from '../ids.ts'
import { openView } from '../open-view.ts'
import { tooLateToOpen } from '../too-late.ts'
import { keepForm } from '../views/ask.ts'
import { messageView } from '../views/message-view.ts'
import { escapeMrkdwn, forPeople, paragraph } from '../views/text.ts'
import type { ButtonArgs } from './card-buttons.ts'
import { personOf } from './person.ts'
import { fieldErrors, PATIENCE } from './send-form.ts'

/** What is kept is kept for a quarter at first. */
const MONTHS = 3

/** Keep: the owner is asked until when. */
export async function keepHost(args: ButtonArgs, deps: SlackDeps): Promise<void> {
  const click = clickOf(args)
  const may = await deps.mayAnswer(click)
  if (may.kind !== 'may') return tell(args, REFUSALS[may.because])
  const until = laterDay(may.ask.registration.end, deps.today(), MONTHS)
  const opened = await openView(args.client, args.body.trigger_id, keepForm(may.ask, until))
  await args.ack()
  if (opened.kind === 'too-late') {
    await say(args, tooLateToOpen('Nothing was asked for: please click again.'))
  }
}

/** The form with the new end: it becomes a request, or what is wrong stands under its fields. */
export async function submitKeepForm(
  { ack, body, view }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs,
  deps: SlackDeps,
): Promise<void> {
  const { values } = view.state
  const until = values[FIELDS.until]?.[INPUT]?.selected_date ?? ''
  const reason = (values[FIELDS.reason]?.[INPUT]?.value ?? '').trim()
  if (reason === '') {
    const text = 'Say in a few words what it is still needed for: the approvers read this.'
    return ack({ response_action: 'errors', errors: { [FIELDS.reason]: text } })
  }
  const click = { by: personOf(body), askId: view.private_metadata, patience: PATIENCE }
  const result = await deps.keepUntil({ ...click, until, reason })
  if (result.kind === 'submitted') return ack({ response_action: 'clear' })
  const errors = result.kind === 'errors' ? fieldErrors(result.findings) : {}
  if (Object.keys(errors).length > 0 && Object.keys(errors).every((field) => field === FIELDS.until)) {
    return ack({ response_action: 'errors', errors })
  }
  const text = escapeMrkdwn(refusalText(result))
  return ack({ response_action: 'update', view: messageView('Not asked for', [paragraph(text)]) })
}

/** Let go: the removal is asked for at once; the message shows the request. */
export async function letGo(args: ButtonArgs, deps: SlackDeps): Promise<void> {
  const result = await deps.letGo({ ...clickOf(args), patience: PATIENCE })
  // Only now is it acknowledged: what is acknowledged is recorded.
  if (result.kind === 'submitted') return args.ack()
  await tell(args, refusalText(result))
}

function clickOf({ body, action }: ButtonArgs): AskClick {
  return { by: personOf(body), askId: action.value ?? '' }
}

async function tell(args: ButtonArgs, text: string): Promise<void> {
  await args.ack()
  await say(args, text)
}

async function say({ respond }: ButtonArgs, text: string): Promise<void> {
  await respond({ response_type: 'ephemeral', replace_original: false, text: escapeMrkdwn(text) })
}

function refusalText(result: Exclude<AskAnswer, { kind: 'submitted' }>): string {
  switch (result.kind) {
    case 'not-taken':
      return REFUSALS[result.because]
    case 'errors':
      return result.findings.map(({ message, advice }) => forPeople(`${message} ${advice}`)).join('\n')
    case 'refused':
    case 'unreachable':
      return `${result.message} ${result.advice}`
    default:
      return result satisfies never
  }
}

const REFUSALS: Readonly<Record<AskRefusal['because'], string>> = {
  over: 'This question is over: the host is gone, or has another owner or end by now. Your click changed nothing.',
  answered: 'It is answered already, and the request that came of it is not decided yet.',
  'not-a-member': 'Only full members of this workspace can use Leasehold. Please ask a colleague who is one.',
  'not-the-owner': 'Only its owner can answer this. Anybody may ask for a change in the usual way.',
  'identity-unknown':
    'Slack did not tell me who you are, so nothing was done. Please click again in a moment.',
}
