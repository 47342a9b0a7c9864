import type { WebClient } from '@slack/web-api'
import { subnetOf } from '../../inventory/index.ts'
import type { Inventory, Subnet } from '../../inventory/model.ts'
import type { Person } from '../../request/person.ts'
import { ServerUnreachable } from '../../usecases/ports.ts'
import type { ServerDesk } from '../../usecases/submit-request.ts'
import type { SlackDeps } from '../deps.ts'
import { type HostFormFacts, hostForm, type Typed } from '../views/host-form.ts'
import { escapeMrkdwn } from '../views/text.ts'

interface Opening {
  readonly person: Person
  readonly typed: Typed
  readonly desk: ServerDesk
  readonly trigger: string
  readonly client: Pick<WebClient, 'views'>
}

/**
 * Opens the form from the facts at hand: a trigger lives for 3 s, so nothing is asked of the server before. The
 * server is read meanwhile, so that what is submitted is checked against fresh facts.
 */
export async function openHostForm(opening: Opening, deps: Pick<SlackDeps, 'forms' | 'log'>): Promise<void> {
  const { desk, typed, client } = opening
  const known = desk.cache.current()
  const reading = desk.cache.refresh()
  reading.catch((error) => deps.log.warn({ error, server: desk.name }, 'reading the server failed'))
  const form = await deps.forms.open(opening.person, desk.name)
  const facts = formFacts(form.id, desk.name, known, typed)
  const { view } = await client.views.open({ trigger_id: opening.trigger, view: hostForm(facts, typed) })
  if (known || !view?.id) return
  const late = await reading.then(
    (inventory) => formFacts(form.id, desk.name, inventory, typed),
    (error) => ({ ...facts, banner: unreachableBanner(error) }),
  )
  await client.views.update({ view_id: view.id, view: hostForm(late, typed) })
}

/** The facts of a form, the subnet of the typed address chosen, or else the first one. */
export function formFacts(
  formId: string,
  server: string,
  inventory: Inventory | undefined,
  typed: Pick<Typed, 'address'>,
): HostFormFacts {
  return {
    formId,
    server,
    inventory,
    subnet: inventory && chosenSubnet(inventory, typed.address),
    banner: undefined,
  }
}

function chosenSubnet(inventory: Inventory, address: string): Subnet | undefined {
  return subnetOf(inventory, address) ?? inventory.subnets[0]
}

/** What stands on the form when the server cannot be asked. */
export function unreachableBanner(error: unknown): string {
  if (!(error instanceof ServerUnreachable)) throw error
  return `*${escapeMrkdwn(error.message)}*\n${escapeMrkdwn(error.advice)}`
}
