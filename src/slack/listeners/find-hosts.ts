import { findHosts } from '../../inventory/find.ts'
import type { ServerDesk } from '../../usecases/submit-request.ts'
import type { SlackDeps } from '../deps.ts'
import { foundMessage } from '../views/found.ts'
import type { Message } from '../views/message.ts'
import { paragraph } from '../views/text.ts'
import { factsFor } from './facts.ts'

/** `/dhcp find TEXT`: answered from fresh facts, or from the last ones with a word about their age. */
export async function answerFind(
  text: string,
  desk: ServerDesk,
  deps: Pick<SlackDeps, 'log'>,
): Promise<Message> {
  if (text === '')
    return say('What shall I look for? For example `/dhcp find printer` or `/dhcp find 10.20.0.50`.')
  const facts = await factsFor(desk, deps, (inventory) => findHosts(inventory, text).hosts)
  if ('none' in facts) return facts.none
  return foundMessage(text, desk.name, findHosts(facts.inventory, text), facts.caution)
}

function say(text: string): Message {
  return { text, blocks: [paragraph(text)] }
}
