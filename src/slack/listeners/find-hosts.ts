import { findHosts } from '../../inventory/find.ts'
import { leaseOf } from '../../inventory/lease-of.ts'
import type { Person } from '../../request/person.ts'
import type { ServerDesk } from '../../usecases/submit-request.ts'
import type { SlackDeps } from '../deps.ts'
import { foundMessage, MOST_HOSTS } from '../views/found.ts'
import { type Message, say } from '../views/message.ts'
import { factsFor } from './facts.ts'

/** `/dhcp find TEXT`: answered from fresh facts, or from the last ones with a word about their age. */
export async function answerFind(
  text: string,
  desk: ServerDesk,
  person: Person,
  deps: Pick<SlackDeps, 'answers' | 'log'>,
): Promise<Message> {
  if (text === '')
    return say('What shall I look for? For example `/dhcp find printer` or `/dhcp find 10.20.0.50`.')
  const facts = await factsFor(desk, deps, (inventory) => findHosts(inventory, text).hosts)
  if ('none' in facts) return facts.none
  const found = findHosts(facts.inventory, text)
  const hosts = found.hosts.slice(0, MOST_HOSTS)
  const ids = await deps.answers.keep(
    person,
    desk.name,
    hosts.map(({ name }) => ({ kind: 'host', name })),
  )
  const shown = hosts.map((host, at) => ({ host, lease: leaseOf(host, facts.inventory), id: ids[at] ?? '' }))
  return foundMessage(text, desk.name, found, shown, facts.caution)
}
