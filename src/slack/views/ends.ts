import type { Owner } from '../../request/owner.ts'
import type { EndedRegistration } from '../../request/registration.ts'
import type { EndTrouble } from '../../usecases/ports.ts'
import { type Message, say } from './message.ts'
import { namesOf } from './names.ts'
import { escapeMrkdwn, forPeople, ownerText } from './text.ts'

/** Why the removal of what has ended could not be asked for. */
export function endTroubleMessage(
  { name, server, owner, end }: EndedRegistration,
  { message, advice }: EndTrouble,
): Message {
  const what = `*${escapeMrkdwn(name)}* on ${escapeMrkdwn(server)}, registered to ${ownerText(owner.id)}, was to end on ${end}.`
  return say(`${what} ${escapeMrkdwn(forPeople(message))} ${escapeMrkdwn(forPeople(advice))}`)
}

/** An owner who left, and what is still theirs. */
export function departedMessage(server: string, { id }: Owner, hosts: readonly string[]): Message {
  const who = id.startsWith('S')
    ? `${ownerText(id)} has no members`
    : `${ownerText(id)} is no full member here any more`
  const count = hosts.length === 1 ? '1 host' : `${hosts.length} hosts`
  const todo =
    'Give each to somebody else (`leasehold request edit NAME --owner U0123ABCD`), or ask for its removal.'
  return say(
    `*${who}*, and still answers for ${count} on ${escapeMrkdwn(server)}: ${namesOf(hosts)}. ${todo}`,
  )
}
