import { findLeases } from '../../inventory/find.ts'
import { indexOf } from '../../inventory/index.ts'
import { isLeased } from '../../inventory/leased.ts'
import type { Lease } from '../../inventory/model.ts'
import type { Person } from '../../request/person.ts'
import type { ServerDesk } from '../../usecases/submit-request.ts'
import type { CommandLine } from '../command-line.ts'
import type { SlackDeps } from '../deps.ts'
import { tooLateToOpen } from '../too-late.ts'
import { leasesMessage, MOST_LEASES } from '../views/leases.ts'
import type { Message } from '../views/message.ts'
import type { ButtonArgs } from './card-buttons.ts'
import { factsFor } from './facts.ts'
import { openHostForm } from './open-host-form.ts'
import { pressed } from './pressed.ts'

/** Of the hosts that have a device, the first will do: one in each network at most. */
const MOST_HOSTS = 3

/** `/dhcp leases [TEXT]`: who holds a lease at present, by address; `/dhcp new [TEXT]`: of those, who is not registered. */
export async function answerLeases(
  { verb, text }: Pick<Extract<CommandLine, { verb: 'leases' | 'new' }>, 'verb' | 'text'>,
  desk: ServerDesk,
  person: Person,
  deps: Pick<SlackDeps, 'answers' | 'log'>,
): Promise<Message> {
  const facts = await factsFor(desk, deps, () => [])
  if ('none' in facts) return facts.none
  const { inventory, caution } = facts
  const index = indexOf(inventory)
  const hostsOf = ({ mac }: Lease) => (mac === undefined ? [] : index.byMac.get(mac))
  const active = findLeases(inventory, text)
    .filter(({ address }) => isLeased(index, address))
    .filter((lease) => verb === 'leases' || (lease.mac !== undefined && hostsOf(lease).length === 0))
  const leases = active.slice(0, MOST_LEASES)
  const ids = await deps.answers.keep(
    person,
    desk.name,
    leases.map(({ address, mac, hostname }) => ({ kind: 'lease', address, mac, hostname })),
  )
  const shown = leases.map((lease, at) => ({
    lease,
    hosts: hostsOf(lease)
      .slice(0, MOST_HOSTS)
      .map(({ name }) => name),
    id: ids[at] ?? '',
  }))
  return leasesMessage({ server: desk.name, verb, text, total: active.length }, shown, caution)
}

/**
 * Register…: the form to add a host, filled with what the lease says of its device. Its address is left to the form: it lies
 * in a dynamic range, which fixed addresses do not.
 */
export async function registerLease(args: ButtonArgs, deps: SlackDeps): Promise<void> {
  const press = await pressed(args, 'lease', deps)
  if (!press) return
  const { shown, desk, person } = press
  const typed = { name: shown.hostname ?? '', mac: shown.mac ?? '', address: '' }
  const { client, body, respond } = args
  const opening = { person, typed, near: shown.address, desk, trigger: body.trigger_id, client }
  if (await openHostForm(opening, deps)) return
  const text = tooLateToOpen('Please press the button again.')
  await respond({ response_type: 'ephemeral', replace_original: false, text })
}
