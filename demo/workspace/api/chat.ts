import { z } from 'zod'
import type { Block } from '../blocks/block.ts'
import { countCharacters } from '../blocks/characters.ts'
import { areTooLong, checkMessageBlocks } from '../blocks/validate.ts'
import type { Core } from '../core.ts'
import { app, type ChannelRecord, team } from '../people.ts'
import { post, revise } from '../post.ts'
import { directChannel, findMessage, type MessageRecord, removeMessage } from '../state.ts'
import { type Json, wireMessage } from '../wire.ts'
import { accepted, flag, method, refused, refusedFor } from './method.ts'

const content = {
  team_id: z.string().optional(),
  channel: z.string(),
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  metadata: z
    .strictObject({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
    .optional(),
  mrkdwn: flag.optional(),
  parse: z.enum(['full', 'none']).optional(),
  link_names: flag.optional(),
  unfurl_links: flag.optional(),
  unfurl_media: flag.optional(),
}

export const chatMethods = {
  'chat.postMessage': method(
    'chat:write',
    { ...content, thread_ts: z.string().optional(), reply_broadcast: flag.optional() },
    (core, args) => {
      const said = read(args)
      if (said.kind === 'refused') return said.answer
      const channel = placeOf(core, args.channel)
      if (channel === undefined) return refused('channel_not_found')
      if (!channel.members.includes(app.userId)) return refused('not_in_channel')
      const message = post(core.state, {
        channel: channel.id,
        author: app.userId,
        text: said.text ?? '',
        blocks: said.blocks ?? [],
        threadTs: args.thread_ts,
        metadata: args.metadata,
        visibleTo: undefined,
      })
      return accepted({ channel: channel.id, ts: message.ts, message: wireMessage(core.state, message) })
    },
  ),

  'chat.postEphemeral': method(
    'chat:write',
    { ...content, user: z.string(), thread_ts: z.string().optional() },
    (core, args) => {
      const said = read(args)
      if (said.kind === 'refused') return said.answer
      const channel = core.state.channels.get(args.channel)
      if (channel === undefined) return refused('channel_not_found')
      if (!channel.members.includes(app.userId)) return refused('not_in_channel')
      if (!channel.members.includes(args.user)) return refused('user_not_in_channel')
      const message = post(core.state, {
        channel: channel.id,
        author: app.userId,
        text: said.text ?? '',
        blocks: said.blocks ?? [],
        threadTs: args.thread_ts,
        metadata: undefined,
        visibleTo: args.user,
      })
      return accepted({ message_ts: message.ts })
    },
  ),

  'chat.update': method('chat:write', { ...content, ts: z.string() }, (core, args) => {
    const said = read(args)
    if (said.kind === 'refused') return said.answer
    const message = ownMessage(core, args.channel, args.ts)
    if (typeof message === 'string') return refused(message === 'other' ? 'cant_update_message' : message)
    if (args.metadata !== undefined) message.metadata = args.metadata
    revise(core.state, message, said.text, said.blocks)
    return accepted({
      channel: message.channel,
      ts: message.ts,
      text: message.text,
      message: wireMessage(core.state, message),
    })
  }),

  'chat.delete': method(
    'chat:write',
    { team_id: z.string().optional(), channel: z.string(), ts: z.string() },
    (core, args) => {
      const message = ownMessage(core, args.channel, args.ts)
      if (typeof message === 'string') return refused(message === 'other' ? 'cant_delete_message' : message)
      removeMessage(core.state, message)
      return accepted({ channel: message.channel, ts: message.ts })
    },
  ),

  'chat.getPermalink': method(
    undefined,
    { team_id: z.string().optional(), channel: z.string(), message_ts: z.string() },
    (core, args) => {
      if (!core.state.channels.has(args.channel)) return refused('channel_not_found')
      if (findMessage(core.state, args.channel, args.message_ts) === undefined)
        return refused('message_not_found')
      const permalink = `${core.origin()}/archives/${args.channel}/p${args.message_ts.replace('.', '')}`
      return accepted({ channel: args.channel, permalink, team_id: team.id })
    },
  ),
}

type Said =
  | { readonly kind: 'said'; readonly text: string | undefined; readonly blocks: Block[] | undefined }
  | { readonly kind: 'refused'; readonly answer: Json }

function read(args: { readonly text?: string | undefined; readonly blocks?: unknown }): Said {
  const checked = args.blocks === undefined ? undefined : checkMessageBlocks(args.blocks)
  if (checked?.kind === 'invalid')
    return { kind: 'refused', answer: refusedFor('invalid_blocks', checked.problems) }
  if (checked && areTooLong(checked.value)) return { kind: 'refused', answer: refused('msg_blocks_too_long') }
  if ((args.text ?? '') === '' && (checked?.value ?? []).length === 0)
    return { kind: 'refused', answer: refused('no_text') }
  if (countCharacters(args.text ?? '') > 40_000) return { kind: 'refused', answer: refused('msg_too_long') }
  return { kind: 'said', text: args.text, blocks: checked?.value }
}

/** A channel by its id; a person's id means the direct messages with them. */
function placeOf(core: Core, id: string): ChannelRecord | undefined {
  const person = core.state.people.get(id)
  if (person !== undefined && !person.isBot) return directChannel(core.state, id)
  return core.state.channels.get(id)
}

/** A message of the app that all can see, or why there is none: ephemerals cannot be reached this way. */
function ownMessage(core: Core, channel: string, ts: string): MessageRecord | string {
  if (!core.state.channels.has(channel)) return 'channel_not_found'
  const message = findMessage(core.state, channel, ts)
  if (message === undefined || message.visibleTo !== undefined) return 'message_not_found'
  return message.author === app.userId ? message : 'other'
}
