import type {
  AllMiddlewareArgs,
  BlockExternalSelectAction,
  SlackActionMiddlewareArgs,
  SlackOptionsMiddlewareArgs,
} from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { inAddressOrder } from '../../inventory/find.ts'
import type { Host, Inventory } from '../../inventory/model.ts'
import { type Person, samePerson } from '../../request/person.ts'
import type { Form } from '../../usecases/ports.ts'
import type { ServerDesk } from '../../usecases/submit-request.ts'
import { deskFor, type SlackDeps } from '../deps.ts'
import { FIELDS } from '../ids.ts'
import { updateView } from '../open-view.ts'
import { messageView } from '../views/message-view.ts'
import { hostOption } from '../views/pick-host-form.ts'
import { paragraph } from '../views/text.ts'
import { formFor } from './open-change-form.ts'
import { personOf } from './person.ts'
import type { FormValues, ViewArgs } from './send-form.ts'

type OptionsArgs = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs
type PickArgs = SlackActionMiddlewareArgs<BlockExternalSelectAction> & AllMiddlewareArgs

/** Slack takes at most so many options. */
const MOST_OPTIONS = 100

/** The hosts whose name, address or MAC holds what was typed, for whoever has the form open. */
export async function offerHosts({ ack, body, payload }: OptionsArgs, deps: SlackDeps): Promise<void> {
  const picking = await pickingOf(body.view?.private_metadata, personOf(body), deps)
  const inventory = picking?.desk.cache.current()
  const hosts = inventory ? hostsWith(inventory, payload.value) : []
  await ack({ options: hosts.map(hostOption).filter((option) => option !== undefined) })
}

/** A host was picked: its form comes in place of the question. */
export async function pickHost({ ack, body, action, client }: PickArgs, deps: SlackDeps): Promise<void> {
  await ack()
  const { view } = body
  if (!view) return
  const next = await viewFor(view.private_metadata, personOf(body), action.selected_option?.value ?? '', deps)
  await updateView(client, view.id, next)
}

/** The same by the button, for who picks with the keyboard and presses Enter. */
export async function submitPick({ ack, body, view }: ViewArgs, deps: SlackDeps): Promise<void> {
  const next = await viewFor(view.private_metadata, personOf(body), pickedIn(view.state.values), deps)
  await ack({ response_action: 'update', view: next })
}

interface Picking {
  readonly form: Form
  readonly desk: ServerDesk
}

async function pickingOf(
  id: string | undefined,
  person: Person,
  deps: SlackDeps,
): Promise<Picking | undefined> {
  const form = id === undefined ? undefined : await deps.forms.find(id)
  const desk = form && deskFor(deps, form.server)
  return form && desk && samePerson(form.person, person) ? { form, desk } : undefined
}

async function viewFor(id: string, person: Person, name: string, deps: SlackDeps): Promise<ModalView> {
  const picking = await pickingOf(id, person, deps)
  const inventory = picking?.desk.cache.current()
  const asked = picking?.form.submitted?.asked
  const [input] = asked?.kind === 'changes' ? asked.inputs : []
  if (!picking || !inventory || !input || input.kind === 'add') {
    return messageView('Too late', [paragraph('This form is too old. Please type the command again.')])
  }
  const meant = { deed: input.kind, host: name, wanted: {} }
  const view = await formFor(picking.form, meant, inventory, deps)
  return 'text' in view ? messageView('No form', view.blocks) : view
}

function pickedIn(values: FormValues): string {
  const [picked] = Object.values(values[FIELDS.host] ?? {})
  return picked?.selected_option?.value ?? ''
}

/** Comments are not looked at: that takes long in a large file, and it is asked for at every letter. */
function hostsWith({ hosts }: Inventory, typed: string): readonly Host[] {
  const wanted = typed.trim().toLowerCase()
  const found = hosts.filter(
    ({ name, addresses, hardware }) =>
      name.toLowerCase().includes(wanted) ||
      addresses.some((address) => address.startsWith(wanted)) ||
      (hardware?.address.startsWith(wanted) ?? false),
  )
  return inAddressOrder(found).slice(0, MOST_OPTIONS)
}
