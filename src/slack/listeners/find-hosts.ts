import { findHosts } from '../../inventory/find.ts'
import { isSameOnBoth } from '../../request/members-differ.ts'
import { membersAtHand, membersWithin } from '../../usecases/members.ts'
import { ServerUnreachable } from '../../usecases/ports.ts'
import type { ServerDesk } from '../../usecases/submit-request.ts'
import type { SlackDeps } from '../deps.ts'
import { foundMessage } from '../views/found.ts'
import type { Message } from '../views/message.ts'
import { differenceText } from '../views/pair.ts'
import { escapeMrkdwn, paragraph } from '../views/text.ts'

/** Facts this old (milliseconds) answer a search as they are. */
const FRESH = 1_000
/** A person who searches waits this long (milliseconds) before older facts have to do. */
const PATIENCE = 5_000

/** `/dhcp find TEXT`: answered from fresh facts, or from the last ones with a word about their age. */
export async function answerFind(
  text: string,
  desk: ServerDesk,
  deps: Pick<SlackDeps, 'log'>,
): Promise<Message> {
  if (text === '')
    return say('What shall I look for? For example `/dhcp find printer` or `/dhcp find 10.20.0.50`.')
  const caution = await refreshFacts(desk, deps)
  const inventory = desk.cache.current()
  if (!inventory)
    return say(caution ?? `The server ${desk.name} has not been read yet. Try again in a moment.`)
  const notes = [caution, differenceNote(text, desk)].filter((note) => note !== undefined)
  return foundMessage(text, desk.name, findHosts(inventory, text), notes.join('\n'))
}

/** What is shown is what the first member of a pair says: which of the hosts meant the second does not carry alike. */
function differenceNote(text: string, desk: ServerDesk): string | undefined {
  const members = membersAtHand(desk)
  if (!members?.partner) return undefined
  const { inventory, partner } = members
  const meant = [inventory, partner.inventory].flatMap((one) => findHosts(one, text).hosts)
  const names = new Set(meant.map(({ name }) => name))
  const differing = [...names].filter((name) => !isSameOnBoth(name, inventory, partner.inventory))
  return differing.length === 0 ? undefined : differenceText(partner, differing)
}

/** What to know about the facts at hand; undefined when they are fresh. */
async function refreshFacts(desk: ServerDesk, deps: Pick<SlackDeps, 'log'>): Promise<string | undefined> {
  try {
    const fresh = await membersWithin(desk, FRESH, PATIENCE)
    return fresh ? undefined : `${escapeMrkdwn(desk.name)} has not answered yet. ${age(desk)}`
  } catch (error) {
    if (!(error instanceof ServerUnreachable)) throw error
    deps.log.warn({ error, server: desk.name }, 'reading the server failed')
    return `${escapeMrkdwn(`${error.message} ${error.advice}`)} ${age(desk)}`
  }
}

function age(desk: ServerDesk): string {
  if (!desk.cache.current()) return ''
  return `What follows was read ${Math.round(desk.cache.age() / 60_000)} minutes ago.`
}

function say(text: string): Message {
  return { text, blocks: [paragraph(text)] }
}
