import type { Host, Inventory } from '../../inventory/model.ts'
import { isSameOnBoth } from '../../request/members-differ.ts'
import { membersAtHand, membersWithin } from '../../usecases/members.ts'
import { ServerUnreachable } from '../../usecases/ports.ts'
import type { ServerDesk } from '../../usecases/submit-request.ts'
import type { SlackDeps } from '../deps.ts'
import { type Message, say } from '../views/message.ts'
import { differenceText } from '../views/pair.ts'
import { escapeMrkdwn } from '../views/text.ts'

/** Facts this old (milliseconds) answer a question as they are. */
const FRESH = 1_000
/** A person who asks waits this long (milliseconds) before older facts have to do. */
const PATIENCE = 5_000

/** What a server says, as well as it is known. */
export interface Facts {
  readonly inventory: Inventory
  /** What to know about it: that it is not fresh, or not the same on both members. Escaped; one a line; may be empty. */
  readonly caution: string
}

/**
 * Fresh facts, or the last ones with a word about their age; in place of facts the answer where there are none.
 * @param meant the hosts that the question is about, among those of a member: it is said which of them a second member
 * does not carry alike
 */
export async function factsFor(
  desk: ServerDesk,
  deps: Pick<SlackDeps, 'log'>,
  meant: (inventory: Inventory) => readonly Host[],
): Promise<Facts | { readonly none: Message }> {
  const stale = await refreshFacts(desk, deps)
  const inventory = desk.cache.current()
  if (!inventory) {
    const text = stale ?? `The server ${desk.name} has not been read yet. Try again in a moment.`
    return { none: say(text) }
  }
  const notes = [stale, differenceNote(desk, meant)].filter((note) => note !== undefined)
  return { inventory, caution: notes.join('\n') }
}

/** What is shown is what the first member of a pair says: which of the hosts meant the second does not carry alike. */
function differenceNote(
  desk: ServerDesk,
  meant: (inventory: Inventory) => readonly Host[],
): string | undefined {
  const members = membersAtHand(desk)
  if (!members?.partner) return undefined
  const { inventory, partner } = members
  const names = new Set([inventory, partner.inventory].flatMap((one) => meant(one).map(({ name }) => name)))
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
