import { inAddressOrder } from '../../inventory/find.ts'
import type { Host, Inventory } from '../../inventory/model.ts'
import { hostsIn, networkMeant } from '../../inventory/network-meant.ts'
import type { Person } from '../../request/person.ts'
import type { Shown } from '../../usecases/ports.ts'
import type { ServerDesk } from '../../usecases/submit-request.ts'
import type { SlackDeps } from '../deps.ts'
import { hostListMessage, noSuchNetwork, pagesOf } from '../views/host-list.ts'
import type { Message } from '../views/message.ts'
import { factsFor } from './facts.ts'

/** The hosts of a network as they are now, with what to know about them. */
export interface Listed {
  /** In the order of their addresses as numbers. */
  readonly hosts: readonly Host[]
  readonly caution: string
}

/** `/dhcp list [SUBNET]`: its first page. */
export function answerList(
  network: string,
  desk: ServerDesk,
  person: Person,
  deps: Pick<SlackDeps, 'answers' | 'log'>,
): Promise<Message> {
  const all = { kind: 'hosts', network: network === '' ? undefined : network } as const
  return showPage({ ...all, page: 0 }, desk, person, deps)
}

/** A page as it is now; the last one where there are not so many any more. */
export async function showPage(
  { network, page: wanted }: Extract<Shown, { kind: 'hosts' }>,
  desk: ServerDesk,
  person: Person,
  deps: Pick<SlackDeps, 'answers' | 'log'>,
): Promise<Message> {
  const listed = await listHosts(network, desk, deps)
  if ('none' in listed) return listed.none
  const page = Math.min(Math.max(wanted, 0), pagesOf(listed.hosts) - 1)
  const [id = ''] = await deps.answers.keep(person, desk.name, [{ kind: 'hosts', network, page }])
  return hostListMessage({ ...listed, server: desk.name, network, page, id })
}

/** The hosts of a network, or of the whole server; in their place the answer where there is no such network. */
export async function listHosts(
  network: string | undefined,
  desk: ServerDesk,
  deps: Pick<SlackDeps, 'log'>,
): Promise<Listed | { readonly none: Message }> {
  const facts = await factsFor(desk, deps, (inventory) => hostsOf(inventory, network) ?? [])
  if ('none' in facts) return facts
  const hosts = hostsOf(facts.inventory, network)
  if (hosts) return { hosts: inAddressOrder(hosts), caution: facts.caution }
  return { none: noSuchNetwork(network ?? '', desk.name) }
}

function hostsOf(inventory: Inventory, network: string | undefined): readonly Host[] | undefined {
  if (network === undefined) return inventory.hosts
  const subnets = networkMeant(inventory, network)
  return subnets.length === 0 ? undefined : hostsIn(inventory, subnets)
}
