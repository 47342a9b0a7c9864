import { z } from 'zod'
import type { Core } from '../core.ts'
import { app, type ChannelRecord } from '../people.ts'
import { directChannel } from '../state.ts'
import { type Json, wireChannel, wireMessage } from '../wire.ts'
import { accepted, count, flag, method, missingScope, refused } from './method.ts'

const common = { team_id: z.string().optional(), cursor: z.string().optional(), limit: count.optional() }
const window = {
  ...common,
  channel: z.string(),
  oldest: z.string().optional(),
  latest: z.string().optional(),
  inclusive: flag.optional(),
  include_all_metadata: flag.optional(),
}

/** One of them lets a method be called; which conversations it then sees depends on which. */
const readScopes = ['channels:read', 'groups:read', 'im:read']

function scopeOf({ kind, isPrivate }: ChannelRecord): string {
  if (kind === 'im') return 'im:read'
  return isPrivate === true ? 'groups:read' : 'channels:read'
}

export const conversationMethods = {
  'conversations.open': method(
    'im:write',
    {
      team_id: z.string().optional(),
      users: z.string().optional(),
      channel: z.string().optional(),
      return_im: flag.optional(),
    },
    (core, args) => {
      const person = core.state.people.get(args.users ?? '')
      if (person === undefined || person.isBot) return refused('user_not_found')
      if (person.isDeleted) return refused('user_disabled')
      const channel = directChannel(core.state, person.id)
      core.state.changed()
      return accepted({ channel: args.return_im === true ? wireChannel(channel) : { id: channel.id } })
    },
  ),

  'conversations.info': method(
    readScopes,
    { team_id: z.string().optional(), channel: z.string(), include_num_members: flag.optional() },
    (core, args) => {
      const channel = visible(core, args.channel)
      return 'error' in channel ? channel : accepted({ channel: wireChannel(channel) })
    },
  ),

  'conversations.members': method(readScopes, { ...common, channel: z.string() }, (core, args) => {
    const channel = visible(core, args.channel)
    if ('error' in channel) return channel
    const from = readCursor(args.cursor)
    if (from === undefined || from > channel.members.length) return refused('invalid_cursor')
    const end = from + (args.limit ?? 100)
    const next_cursor = end < channel.members.length ? cursorTo(end) : ''
    return accepted({ members: channel.members.slice(from, end), response_metadata: { next_cursor } })
  }),

  'conversations.history': method('channels:history', window, (core, args) => {
    const channel = joined(core, args.channel)
    if (typeof channel === 'string') return refused(channel)
    const messages = core.state.messages
      .filter(
        (one) => one.channel === channel.id && one.visibleTo === undefined && one.threadTs === undefined,
      )
      .filter((one) => within(one.ts, args))
      .toReversed()
    return page(core, messages, args.limit)
  }),

  'conversations.replies': method('channels:history', { ...window, ts: z.string() }, (core, args) => {
    const channel = joined(core, args.channel)
    if (typeof channel === 'string') return refused(channel)
    const thread = core.state.messages.filter(
      (one) =>
        one.channel === channel.id &&
        one.visibleTo === undefined &&
        (one.ts === args.ts || one.threadTs === args.ts),
    )
    if (!thread.some((one) => one.ts === args.ts)) return refused('thread_not_found')
    return page(core, thread, args.limit)
  }),
}

/** A conversation that the app may look at, or Slack's refusal. A private channel is there for its members alone. */
function visible(core: Core, id: string): ChannelRecord | (Json & { error: unknown }) {
  const channel = core.state.channels.get(id)
  const isHidden = channel?.isPrivate === true && !channel.members.includes(app.userId)
  if (channel === undefined || isHidden) return { ok: false, error: 'channel_not_found' }
  const scope = scopeOf(channel)
  if (core.scopes.includes(scope)) return channel
  return { error: 'missing_scope', ...missingScope([scope], core.scopes) }
}

function cursorTo(place: number): string {
  return Buffer.from(`members:${place}`).toString('base64')
}

function readCursor(cursor = ''): number | undefined {
  if (cursor === '') return 0
  const place = /^members:([0-9]+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1]
  return place === undefined ? undefined : Number(place)
}

function joined(core: Core, id: string): ChannelRecord | string {
  const channel = core.state.channels.get(id)
  if (channel === undefined) return 'channel_not_found'
  return channel.members.includes(app.userId) ? channel : 'not_in_channel'
}

function within(
  ts: string,
  args: {
    readonly oldest?: string | undefined
    readonly latest?: string | undefined
    readonly inclusive?: boolean | undefined
  },
): boolean {
  if (args.inclusive === true && (ts === args.oldest || ts === args.latest)) return true
  return Number(ts) > Number(args.oldest ?? 0) && Number(ts) < Number(args.latest ?? Number.MAX_SAFE_INTEGER)
}

function page(core: Core, messages: Core['state']['messages'], limit = 100) {
  return accepted({
    messages: messages.slice(0, limit).map((message) => wireMessage(core.state, message)),
    has_more: messages.length > limit,
    response_metadata: { next_cursor: '' },
  })
}
