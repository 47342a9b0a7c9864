import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt'
import { type Finding, warningCodes } from '../../inventory/finding.ts'
import { samePerson } from '../../request/person.ts'
import type { Form, SubmittedForm } from '../../usecases/ports.ts'
import type { ServerDesk, SubmitResult } from '../../usecases/submit-request.ts'
import { deskFor, type SlackDeps } from '../deps.ts'
import { FIELDS, INPUT } from '../ids.ts'
import { confirmForm } from '../views/confirm-form.ts'
import { formFacts, hostForm } from '../views/host-form.ts'
import { messageView } from '../views/message-view.ts'
import { escapeMrkdwn, findingList, forPeople, paragraph } from '../views/text.ts'
import { personOf, refusePerson } from './person.ts'

type ViewArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs

/** The filled form: errors come under their fields, warnings as a question, and what is fine becomes a request. */
export async function submitHostForm(args: ViewArgs, deps: SlackDeps): Promise<void> {
  const { ack, body, view } = args
  const submitted = { ...readForm(view.state.values), warnings: [] }
  if (submitted.reason.trim() === '') {
    const text = 'Say in a few words what it is for: the approvers read this.'
    return ack({ response_action: 'errors', errors: { [FIELDS.reason]: text } })
  }
  const found = await deps.forms.find(view.private_metadata)
  const sent = await send(args, found, submitted, deps)
  if (!sent) return
  const { result, form, desk } = sent
  switch (result.kind) {
    case 'errors':
      return ack({ response_action: 'errors', errors: fieldErrors(result.findings) })
    case 'confirm':
      await deps.forms.keep(form.id, { ...submitted, warnings: warningCodes(result.proposal.findings) })
      return ack({ response_action: 'push', view: confirmForm(form.id, result.proposal) })
    case 'refused':
    case 'unreachable': {
      const { input } = submitted
      const facts = formFacts(form, desk.cache.current(), input.address)
      const banner = `*${escapeMrkdwn(result.message)}* ${escapeMrkdwn(result.advice)} What you typed is still here.`
      deps.log.warn({ user: body.user.id, server: desk.name }, result.message)
      return ack({ response_action: 'update', view: hostForm({ ...facts, banner }, input) })
    }
    case 'submitted':
      await deps.forms.close(form.id)
      return ack({ response_action: 'clear' })
    default:
      return result satisfies never
  }
}

/** The confirmed warnings. Checked again: what was confirmed counts only as long as it is what the checks say. */
export async function confirmHostForm(args: ViewArgs, deps: SlackDeps): Promise<void> {
  const { ack, view } = args
  const form = await deps.forms.find(view.private_metadata)
  if (!form?.submitted) return refuseExpired(args)
  const sent = await send(args, form, form.submitted, deps)
  if (!sent) return
  const { result } = sent
  switch (result.kind) {
    case 'errors':
      return ack({
        response_action: 'update',
        view: messageView('Please change it', [
          paragraph('The server was changed meanwhile, and this no longer fits. Go back and change it.'),
          ...findingList(result.findings),
        ]),
      })
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

interface Sent {
  readonly result: SubmitResult
  readonly form: Form
  readonly desk: ServerDesk
}

/** Milliseconds for everything between a submission and its acknowledgement; Slack waits for 3,000. */
export const PATIENCE = 2_000

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
  const { input, reason, warnings } = submitted
  const patience = Math.max(PATIENCE - (performance.now() - began), 0)
  const result = await deps.submit(
    {
      by: person,
      inputs: [{ kind: 'add', ...input }],
      form: form.id,
      reason,
      confirmed: warnings,
      patience,
    },
    desk,
  )
  return { result, form, desk }
}

/** Reads the server while Slack is asked who the person is; a failure is met where the facts are needed. */
export function warm({ cache }: ServerDesk): void {
  cache.refresh().catch(() => {})
}

async function refuseExpired({ ack }: ViewArgs): Promise<undefined> {
  const text = 'This form was sent already, or it is more than a day old. Type `/dhcp add` for a new one.'
  await ack({ response_action: 'update', view: messageView('Too late', [paragraph(text)]) })
  return undefined
}

type Values = ViewSubmitAction['view']['state']['values']

function readForm(values: Values): Omit<SubmittedForm, 'warnings'> {
  const text = (field: string) => values[field]?.[INPUT]?.value ?? ''
  return {
    input: {
      name: text(FIELDS.name),
      mac: text(FIELDS.mac),
      address: text(FIELDS.address),
      subnet: values[FIELDS.subnet]?.[INPUT]?.selected_option?.value,
      comment: text(FIELDS.comment),
      owner: values[FIELDS.owner]?.[INPUT]?.selected_user ?? undefined,
      until: values[FIELDS.until]?.[INPUT]?.selected_date ?? undefined,
    },
    reason: text(FIELDS.reason),
  }
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
