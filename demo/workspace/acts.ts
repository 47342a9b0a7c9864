import type { Core } from './core.ts'
import { commandPayload } from './payloads.ts'
import type { ChannelRecord, PersonRecord } from './people.ts'
import { post } from './post.ts'
import { respond } from './response-urls.ts'
import type { Delivery } from './socket.ts'

/** What a person is told at once of what they did. The page and the person of the tests both get this. */
export type ActResult =
  | { readonly kind: 'done' }
  /** It was not taken, or the app did not answer: `message` is what Slack shows. */
  | { readonly kind: 'failed'; readonly message: string }

export const done: ActResult = { kind: 'done' }

export function failed(message: string): ActResult {
  return { kind: 'failed', message }
}

/** Says something in a channel; a line that begins with a slash is a command. */
export async function say(core: Core, userId: string, channelId: string, line: string): Promise<ActResult> {
  const place = presence(core, userId, channelId)
  if (place === undefined) return failed('You are not a member of this channel.')
  if (line.trim() === '') return done
  if (line.startsWith('/')) return command(core, place.person, place.channel, line)
  post(core.state, {
    channel: place.channel.id,
    author: userId,
    text: escapeText(line),
    blocks: [],
    threadTs: undefined,
    metadata: undefined,
    visibleTo: undefined,
  })
  return done
}

/** The person and the channel, when the one is a member of the other. */
export function presence(
  core: Core,
  userId: string,
  channelId: string,
): { readonly person: PersonRecord; readonly channel: ChannelRecord } | undefined {
  const person = core.state.people.get(userId)
  const channel = core.state.channels.get(channelId)
  if (person === undefined || person.isDeleted || channel === undefined) return undefined
  return channel.members.includes(userId) ? { person, channel } : undefined
}

/** Text as Slack keeps it: `& < >` have a meaning there. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

async function command(
  core: Core,
  person: PersonRecord,
  channel: ChannelRecord,
  line: string,
): Promise<ActResult> {
  const [name = '', ...words] = line.trim().split(' ')
  if (!core.commands.includes(name)) return tell(core, person, channel, notACommand(name))
  const payload = commandPayload(core, person, channel, name, words.join(' ').trim())
  const delivery = await core.socket.deliver('slash_commands', payload, true)
  if (delivery.kind !== 'acknowledged')
    return tell(core, person, channel, `${name} failed with the error "${errorName(delivery)}"`)
  if (Object.keys(delivery.payload).length === 0) return done
  const place = { userId: person.id, channel: channel.id, message: undefined }
  const answer = respond(core.state, place, delivery.payload)
  if (answer.status === 200) return done
  return tell(core, person, channel, `${name} failed with the error "dispatch_failed"`)
}

function notACommand(name: string): string {
  return `\`${name}\` is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.`
}

function errorName(delivery: Delivery): string {
  return delivery.kind === 'timeout' ? 'operation_timeout' : 'dispatch_failed'
}

/** Slackbot's words, which only the person sees. */
function tell(core: Core, person: PersonRecord, channel: ChannelRecord, text: string): ActResult {
  post(core.state, {
    channel: channel.id,
    author: slackbot,
    text: escapeText(text),
    blocks: [],
    threadTs: undefined,
    metadata: undefined,
    visibleTo: person.id,
  })
  return failed(text)
}

/** Slack itself, where it speaks in a channel. */
export const slackbot = 'USLACKBOT'
