import type { WebClient } from '@slack/web-api'
import { asksForNextFree } from '../../inventory/check-address.ts'
import type { Inventory } from '../../inventory/model.ts'
import type { Person } from '../../request/person.ts'
import { ExplainedError } from '../../usecases/explained-error.ts'
import type { Form } from '../../usecases/ports.ts'
import type { ServerDesk } from '../../usecases/submit-request.ts'
import type { SlackDeps } from '../deps.ts'
import { openView, updateView } from '../open-view.ts'
import { formFacts, type HostFormFacts, hostForm, type Typed } from '../views/host-form.ts'
import { escapeMrkdwn } from '../views/text.ts'

interface Opening {
  readonly person: Person
  readonly typed: Typed
  readonly desk: ServerDesk
  /** An address whose subnet is chosen at first, where none was typed. */
  readonly near?: string
  readonly trigger: string
  readonly client: Pick<WebClient, 'views'>
}

/**
 * Opens the form from the facts at hand: a trigger lives for 3 s, so nothing is asked of the server before. The
 * server is read meanwhile, so that what is submitted is checked against fresh facts.
 * @returns whether it opened; not when the trigger was too old. A command that Slack delivers again finds its trigger
 * used and its form open.
 */
export async function openHostForm(
  opening: Opening,
  deps: Pick<SlackDeps, 'forms' | 'offer' | 'log'>,
): Promise<boolean> {
  const { desk, typed, client } = opening
  const near = typed.address || (opening.near ?? '')
  const known = desk.cache.current()
  const reading = desk.cache.refresh()
  reading.catch((error) => deps.log.warn({ error, server: desk.name }, 'reading the server failed'))
  const form = await deps.forms.open(opening.person, desk.name)
  const facts = await factsOf(form, known, typed, near, deps)
  const opened = await openView(client, opening.trigger, hostForm(facts, typed))
  if (opened.kind !== 'opened' || known) return opened.kind !== 'too-late'
  const late = await reading.then(
    (inventory) => factsOf(form, inventory, typed, near, deps),
    (error) => ({ ...facts, banner: banner(error) }),
  )
  await updateView(client, opened.viewId, hostForm(late, typed))
  return true
}

/** Who typed no address is offered one, of the subnet that is chosen at first. */
async function factsOf(
  form: Form,
  inventory: Inventory | undefined,
  { address }: Typed,
  near: string,
  deps: Pick<SlackDeps, 'offer'>,
): Promise<HostFormFacts> {
  const facts = formFacts(form, inventory, near)
  if (!inventory || !facts.subnet || !asksForNextFree(address)) return facts
  return { ...facts, offered: await deps.offer(form, inventory, facts.subnet) }
}

/** What stands on the form when the server cannot be asked. */
function banner(error: unknown): string {
  if (!(error instanceof ExplainedError)) throw error
  return `*${escapeMrkdwn(error.message)}*\n${escapeMrkdwn(error.advice)}`
}
