import type { ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { ChangeInput } from '../../inventory/check-change.ts'
import { fieldsOfHost } from '../../inventory/host-fields.ts'
import { hostsMeant } from '../../inventory/host-meant.ts'
import { leaseOf } from '../../inventory/lease-of.ts'
import type { Host, Inventory } from '../../inventory/model.ts'
import { networkMeant } from '../../inventory/network-meant.ts'
import { UNCHANGED_EDIT } from '../../inventory/unchanged-edit.ts'
import type { Person } from '../../request/person.ts'
import { ExplainedError } from '../../usecases/explained-error.ts'
import type { Asked, Form } from '../../usecases/ports.ts'
import type { ServerDesk } from '../../usecases/submit-request.ts'
import type { HostDeed } from '../command-line.ts'
import type { SlackDeps } from '../deps.ts'
import { type Opened, openView, updateView } from '../open-view.ts'
import { COMMAND_TOO_LATE } from '../too-late.ts'
import { changeForm } from '../views/change-form.ts'
import { type Message, say } from '../views/message.ts'
import { messageView } from '../views/message-view.ts'
import { type Deed, pickHostForm } from '../views/pick-host-form.ts'
import { removalForm } from '../views/removal-form.ts'
import { escapeMrkdwn, paragraph } from '../views/text.ts'

interface Opening {
  readonly person: Person
  readonly meant: HostDeed
  readonly desk: ServerDesk
  readonly trigger: string
  readonly client: Pick<WebClient, 'views'>
}

/**
 * Opens the form to change or remove a host from the facts at hand: a trigger lives for 3 s. Where nothing is known of
 * the server yet, a view says so until it was read.
 * @returns what to tell the person where no form was opened
 */
export async function openChangeForm(
  { person, meant, desk, trigger, client }: Opening,
  deps: Pick<SlackDeps, 'forms' | 'log'>,
): Promise<Message | undefined> {
  const known = desk.cache.current()
  const reading = desk.cache.refresh()
  reading.catch((error) => deps.log.warn({ error, server: desk.name }, 'reading the server failed'))
  const form = await deps.forms.open(person, desk.name)
  if (meant.host.trim() === '') {
    await keepPicking(form, meant.deed, deps)
    return tooLate(await openView(client, trigger, pickHostForm(form.id, meant.deed)))
  }
  if (known) {
    const shown = await formFor(form, meant, known, deps)
    return 'text' in shown ? shown : tooLate(await openView(client, trigger, shown))
  }
  const opened = await openView(client, trigger, waitingView(desk))
  if (opened.kind !== 'opened') return tooLate(opened)
  const view = await reading.then((inventory) => formFor(form, meant, inventory, deps), explainedView)
  await updateView(client, opened.viewId, 'text' in view ? messageView('No form', view.blocks) : view)
  return undefined
}

/** The form for the host that is meant, or why there is none. */
export async function formFor(
  form: Form,
  meant: HostDeed,
  inventory: Inventory,
  deps: Pick<SlackDeps, 'forms'>,
): Promise<ModalView | Message> {
  const [host, ...more] = hostsMeant(inventory, meant.host)
  if (!host) return say(nothingMeant(meant.host, form.server))
  if (more.length > 0) return say(severalMeant([host, ...more]))
  const facts = { formId: form.id, server: form.server }
  if (meant.deed === 'remove') {
    await keepAsked(form, { inputs: [{ kind: 'remove', target: host.name }] }, deps)
    return removalForm({ ...facts, host, lease: leaseOf(host, inventory) })
  }
  const shown = fieldsOfHost(host)
  await keepAsked(form, { inputs: [{ ...UNCHANGED_EDIT, target: host.name }], shown }, deps)
  const { wanted, to } = meant
  const subnet = to === undefined ? undefined : networkMeant(inventory, to).find((one) => 'network' in one)
  return changeForm({ ...facts, shown, wanted, subnets: inventory.subnets, subnet })
}

function keepPicking(form: Form, deed: Deed, deps: Pick<SlackDeps, 'forms'>): Promise<void> {
  const target = ''
  const input: ChangeInput = deed === 'remove' ? { kind: 'remove', target } : { ...UNCHANGED_EDIT, target }
  return keepAsked(form, { inputs: [input] }, deps)
}

function keepAsked(
  form: Form,
  asked: Omit<Extract<Asked, { kind: 'changes' }>, 'kind'>,
  { forms }: Pick<SlackDeps, 'forms'>,
): Promise<void> {
  return forms.keep(form.id, { asked: { kind: 'changes', ...asked }, reason: '', warnings: [] })
}

function tooLate({ kind }: Opened): Message | undefined {
  return kind === 'too-late' ? say(COMMAND_TOO_LATE) : undefined
}

function waitingView({ name }: ServerDesk): ModalView {
  return messageView('One moment', [paragraph(`I am reading ${escapeMrkdwn(name)}…`)])
}

function explainedView(error: unknown): ModalView {
  if (!(error instanceof ExplainedError)) throw error
  return messageView('No form', [
    paragraph(`*${escapeMrkdwn(error.message)}*\n${escapeMrkdwn(error.advice)}`),
  ])
}

function nothingMeant(text: string, server: string): string {
  return `No host on ${escapeMrkdwn(server)} matches “${escapeMrkdwn(text)}”. A part of a name, MAC address, IP address or comment will do, as long as one host only has it.`
}

const MOST_NAMED = 10

function severalMeant(hosts: readonly Host[]): string {
  const named = hosts.slice(0, MOST_NAMED).map(({ name }) => `*${escapeMrkdwn(name)}*`)
  const rest = hosts.length - named.length
  return `${hosts.length} hosts match: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}. Type the name of the one that you mean.`
}
