import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { type Finding, warningCodes } from '../../inventory/finding.ts'
import { type Person, samePerson } from '../../request/person.ts'
import type { Form, SubmittedForm } from '../../usecases/ports.ts'
import type { ServerDesk, SubmitResult } from '../../usecases/submit-request.ts'
import { deskFor, type SlackDeps } from '../deps.ts'
import { FIELDS, INPUT } from '../ids.ts'
import { confirmForm } from '../views/confirm-form.ts'
import { messageView } from '../views/message-view.ts'
import { escapeMrkdwn, findingList, forPeople, paragraph } from '../views/text.ts'
import { personOf, refusePerson } from './person.ts'

export type ViewArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs
export type FormValues = ViewSubmitAction['view']['state']['values']

/** A filled form. */
export interface Filled {
  /** The form as it was opened; undefined where it is forgotten. */
  readonly form: Form | undefined
  readonly submitted: SubmittedForm
  /** The view once more, with something that is in the way above its fields, in mrkdwn. What was typed stays. */
  readonly again: (banner: string, form: Form) => ModalView
}

/** Milliseconds for everything between a submission and its acknowledgement; Slack waits for 3,000. */
export const PATIENCE = 2_000

/** What stands in a text field. */
export function textIn(values: FormValues, field: string): string {
  return values[field]?.[INPUT]?.value ?? ''
}

/**
 * Sends a filled form: errors come under their fields, warnings as a question on top of it, and what is fine becomes a
 * request.
 */
export async function sendForm(
  args: ViewArgs,
  { form, submitted, again }: Filled,
  deps: SlackDeps,
): Promise<void> {
  const { ack, body, view } = args
  if (submitted.reason.trim() === '') {
    const text = 'Say in a few words what it is for: the approvers read this.'
    return ack({ response_action: 'errors', errors: { [FIELDS.reason]: text } })
  }
  const sent = await send(args, form, submitted, deps)
  if (!sent) return
  const { result, desk } = sent
  switch (result.kind) {
    case 'errors': {
      const { errors, elsewhere } = placed(result.findings, fieldsOf(view))
      if (elsewhere === '') return ack({ response_action: 'errors', errors })
      return ack({ response_action: 'update', view: again(escapeMrkdwn(elsewhere), sent.form) })
    }
    case 'confirm':
      await deps.forms.keep(sent.form.id, { ...submitted, warnings: warningCodes(result.proposal.findings) })
      return ack({ response_action: 'push', view: confirmForm(sent.form.id, result.proposal) })
    case 'refused':
    case 'unreachable': {
      const banner = `*${escapeMrkdwn(result.message)}* ${escapeMrkdwn(result.advice)} What you typed is still here.`
      deps.log.warn({ user: body.user.id, server: desk.name }, result.message)
      return ack({ response_action: 'update', view: again(banner, sent.form) })
    }
    case 'submitted':
      await deps.forms.close(sent.form.id)
      return ack({ response_action: 'clear' })
    default:
      return result satisfies never
  }
}

/** The confirmed warnings. Checked again: what was confirmed counts only as long as it is what the checks say. */
export async function confirmSent(args: ViewArgs, deps: SlackDeps): Promise<void> {
  const { ack, view } = args
  const form = await deps.forms.find(view.private_metadata)
  if (!form?.submitted) return refuseExpired(args)
  const sent = await send(args, form, form.submitted, deps)
  if (!sent) return
  const { result } = sent
  switch (result.kind) {
    case 'errors':
      return ack({ response_action: 'update', view: changedMeanwhile(result.findings) })
    case 'confirm':
      await deps.forms.keep(form.id, { ...form.submitted, warnings: warningCodes(result.proposal.findings) })
      return ack({ response_action: 'update', view: confirmForm(form.id, result.proposal) })
    case 'refused':
    case 'unreachable':
      return ack({
        response_action: 'update',
        view: messageView('Not sent yet', [
          paragraph(`*${escapeMrkdwn(result.message)}* ${escapeMrkdwn(result.advice)}`),
          paragraph('Go back and send the form again: what you typed is still there.'),
        ]),
      })
    case 'submitted':
      await deps.forms.close(form.id)
      return ack({ response_action: 'clear' })
    default:
      return result satisfies never
  }
}

/** What is shown on top of a form whose values no longer fit. */
export function changedMeanwhile(findings: readonly Finding[]): ModalView {
  return messageView('Please change it', [
    paragraph('The server was changed meanwhile, and this no longer fits. Go back and change it.'),
    ...findingList(findings),
  ])
}

interface Sent {
  readonly result: SubmitResult
  readonly form: Form
  readonly desk: ServerDesk
}

/** Whose form it is, for which server, and what the use case makes of it. Undefined when the person was told why not. */
async function send(
  args: ViewArgs,
  form: Form | undefined,
  submitted: SubmittedForm,
  deps: SlackDeps,
): Promise<Sent | undefined> {
  const began = performance.now()
  const person = personOf(args.body)
  const desk = form && deskFor(deps, form.server)
  if (!form || !desk || !samePerson(form.person, person)) return refuseExpired(args)
  warm(desk)
  const refusal = await refusePerson(deps.people, person)
  if (refusal) {
    await args.ack({ response_action: 'update', view: messageView('Not sent', [paragraph(refusal)]) })
    return undefined
  }
  const patience = Math.max(PATIENCE - (performance.now() - began), 0)
  const result = await submit(submitted, { by: person, form: form.id, patience }, desk, deps)
  return { result, form, desk }
}

interface Sender {
  readonly by: Person
  readonly form: string
  readonly patience: number
}

function submit(
  { asked, reason, warnings }: SubmittedForm,
  sender: Sender,
  desk: ServerDesk,
  deps: SlackDeps,
): Promise<SubmitResult> {
  const submission = { ...sender, reason, confirmed: warnings }
  switch (asked.kind) {
    case 'changes':
      return deps.submit({ ...submission, inputs: asked.inputs }, desk)
    case 'undo':
      return deps.undo(asked.requestId, submission, desk)
    case 'edit':
      throw new Error('the form of an edit on a card was sent as that of a new request')
    default:
      return asked satisfies never
  }
}

/** Reads the server while Slack is asked who the person is; a failure is met where the facts are needed. */
export function warm({ cache }: ServerDesk): void {
  cache.refresh().catch(() => {})
}

/** What a person is told whose form was sent already, or is forgotten. */
export async function refuseExpired({ ack }: ViewArgs): Promise<undefined> {
  const text = 'This form was sent already, or it is more than a day old. Type `/dhcp` for a new one.'
  await ack({ response_action: 'update', view: messageView('Too late', [paragraph(text)]) })
  return undefined
}

function fieldsOf({ blocks }: ViewArgs['view']): readonly string[] {
  return blocks.flatMap((block) => (block.type === 'input' ? [block.block_id ?? ''] : []))
}

/** Errors of the fields that a form has, and the text of those that it has no field for. */
function placed(findings: readonly Finding[], fields: readonly string[]) {
  const all = Object.entries(fieldErrors(findings))
  const elsewhere = all.filter(([field]) => !fields.includes(field)).map(([, text]) => text)
  return { errors: Object.fromEntries(all), elsewhere: elsewhere.join('\n') }
}

/** Every error of a field, in one text under it: Slack takes one message a field. */
export function fieldErrors(findings: readonly Finding[]): Record<string, string> {
  const errors = findings.filter((finding) => finding.severity === 'error')
  const texts = Map.groupBy(errors, (finding) => finding.field)
  return Object.fromEntries(
    [...texts].map(([field, list]) => [
      field,
      list.map((each) => forPeople(`${each.message} ${each.advice}`)).join('\n'),
    ]),
  )
}
