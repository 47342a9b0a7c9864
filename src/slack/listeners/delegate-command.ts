import { endOfDay } from '../../request/delegation.ts'
import type { Person } from '../../request/person.ts'
import type { CommandLine } from '../command-line.ts'
import type { SlackDeps } from '../deps.ts'
import { delegationText, namingRefusalText } from '../views/delegation.ts'
import type { Message } from '../views/message.ts'
import { escapeMrkdwn } from '../views/text.ts'

const USAGE =
  'Say who and until when: `/dhcp delegate @somebody until 2026-12-24 REASON`, and when you are back: `/dhcp delegate off`'

/** `/dhcp delegate @somebody until DAY [REASON]`: the channel is told by a message of its own. */
export async function answerDelegate(
  { to, until, reason }: Extract<CommandLine, { verb: 'delegate' }>,
  person: Person,
  deps: SlackDeps,
): Promise<Message> {
  if (to === undefined || until === undefined) return say(USAGE)
  const end = endOfDay(until)
  if (end === undefined) return say(`“${escapeMrkdwn(until)}” is no day such as 2026-12-24. ${USAGE}`)
  const delegate = { team: person.team, user: to }
  const result = await deps.nameDelegate({ approver: person, delegate, until: end, reason })
  return say('refusal' in result ? namingRefusalText(result) : delegationText(result))
}

/** `/dhcp delegate off`. */
export async function answerDelegateOff(person: Person, deps: SlackDeps): Promise<Message> {
  const result = await deps.endDelegation(person)
  return say('refusal' in result ? namingRefusalText(result) : delegationText(result))
}

function say(text: string): Message {
  return { text, blocks: [] }
}
