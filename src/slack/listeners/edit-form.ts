import type { KnownBlock } from '@slack/types'
import { warningCodes } from '../../inventory/finding.ts'
import { samePerson } from '../../request/person.ts'
import { editableOf, type ProposedFields, proposedFields } from '../../request/proposed-fields.ts'
import type { Form, SubmittedForm } from '../../usecases/ports.ts'
import { deskFor, type SlackDeps } from '../deps.ts'
import { FIELDS } from '../ids.ts'
import { openView } from '../open-view.ts'
import { tooLateToOpen } from '../too-late.ts'
import { confirmForm } from '../views/confirm-form.ts'
import { editForm } from '../views/edit-form.ts'
import { messageView } from '../views/message-view.ts'
import { refusalText } from '../views/refusal.ts'
import { escapeMrkdwn, paragraph } from '../views/text.ts'
import { answer, type ButtonArgs, clickOf } from './card-buttons.ts'
import { personOf, refusePerson } from './person.ts'
import {
  changedMeanwhile,
  type FormValues,
  fieldErrors,
  PATIENCE,
  textIn,
  type ViewArgs,
  warm,
} from './send-form.ts'

/** Edit: whoever may gets the form with what is proposed. */
export async function edit(args: ButtonArgs, deps: SlackDeps): Promise<void> {
  const click = clickOf(args)
  const foreseen = await deps.mayEdit(click)
  if (foreseen.kind === 'refused') return answer(args, foreseen)
  const { request } = foreseen
  const change = editableOf(request.proposal.changes)
  if (!change) throw new Error(`request ${request.id} is not editable, and was not refused`)
  const form = await deps.forms.open(click.by, request.server)
  const proposed = proposedFields(change)
  await deps.forms.keep(form.id, asSubmitted(click.cardId, proposed))
  const view = editForm(form.id, request, change, proposed)
  const opened = await openView(args.client, args.body.trigger_id, view)
  await args.ack()
  if (opened.kind !== 'too-late') return
  const text = tooLateToOpen('Nothing was done: please click again.')
  await args.respond({ response_type: 'ephemeral', replace_original: false, text })
}

/** The filled form: errors come under their fields, warnings as a question, and what is fine is a new proposal. */
export async function submitEdit(args: ViewArgs, deps: SlackDeps): Promise<void> {
  const form = await deps.forms.find(args.view.private_metadata)
  const card = cardOf(form)
  const typed = card === undefined ? undefined : asSubmitted(card, readFields(args.view.state.values))
  return save(args, form, typed, 'push', deps)
}

/** The confirmed warnings. Checked again: what was confirmed counts only as long as it is what the checks say. */
export async function confirmEdit(args: ViewArgs, deps: SlackDeps): Promise<void> {
  const form = await deps.forms.find(args.view.private_metadata)
  return save(args, form, form?.submitted, 'update', deps)
}

/** @param then how what follows is shown: on top of the form, or in place of the question */
async function save(
  { ack, body }: ViewArgs,
  form: Form | undefined,
  submitted: SubmittedForm | undefined,
  then: 'push' | 'update',
  deps: SlackDeps,
): Promise<void> {
  const began = performance.now()
  const by = personOf(body)
  const desk = form && deskFor(deps, form.server)
  const say = (title: string, blocks: KnownBlock[], how: 'push' | 'update' = 'update') =>
    ack({ response_action: how, view: messageView(title, blocks) })
  if (!form || !desk || submitted?.asked.kind !== 'edit' || !samePerson(form.person, by)) {
    return say('Too late', [paragraph('This form was sent already, or it is more than a day old.')])
  }
  warm(desk)
  const stranger = await refusePerson(deps.people, by)
  if (stranger) return say('Not saved', [paragraph(stranger)])
  const patience = Math.max(PATIENCE - (performance.now() - began), 0)
  const { asked, warnings } = submitted
  const { card: cardId, fields } = asked
  const result = await deps.edit({ by, cardId, fields, confirmed: warnings, patience })
  switch (result.kind) {
    case 'errors':
      if (then === 'push') return ack({ response_action: 'errors', errors: fieldErrors(result.findings) })
      return ack({ response_action: 'update', view: changedMeanwhile(result.findings) })
    case 'confirm': {
      await deps.forms.keep(form.id, { ...submitted, warnings: warningCodes(result.proposal.findings) })
      return ack({ response_action: then, view: confirmForm(form.id, result.proposal, 'edit') })
    }
    case 'refused':
    case 'unreachable':
      return say(
        'Not saved yet',
        [
          paragraph(`*${escapeMrkdwn(result.message)}* ${escapeMrkdwn(result.advice)}`),
          paragraph('Go back and save it again: what you typed is still there.'),
        ],
        then,
      )
    case 'not-taken':
      return say('Not saved', [paragraph(refusalText(result.because, result.request))])
    case 'edited':
      await deps.forms.close(form.id)
      return ack({ response_action: 'clear' })
    default:
      return result satisfies never
  }
}

function readFields(values: FormValues): ProposedFields {
  const { name, mac, address, comment } = FIELDS
  return {
    name: textIn(values, name),
    mac: textIn(values, mac),
    address: textIn(values, address),
    comment: textIn(values, comment),
  }
}

function cardOf(form: Form | undefined): string | undefined {
  const asked = form?.submitted?.asked
  return asked?.kind === 'edit' ? asked.card : undefined
}

/** What stands in the fields, as forms are kept. The reason is that of the request, and stays. */
function asSubmitted(card: string, fields: ProposedFields): SubmittedForm {
  return { asked: { kind: 'edit', card, fields }, reason: '', warnings: [] }
}
