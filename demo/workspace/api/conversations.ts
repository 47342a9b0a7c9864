import { z } from 'zod'
import type { Core } from '../core.ts'
import { app, type ChannelRecord } from '../people.ts'
import { directChannel } from '../state.ts'
import { wireChannel, wireMessage } from '../wire.ts'
import { accepted, count, flag, method, refused } from './method.ts'

const common = { team_id: z.string().optional(), cursor: z.string().optional(), limit: count.optional() }
const window = {
  ...common,
  channel: z.string(),
  oldest: z.string().optional(),
  latest: z.string().optional(),
  inclusive: flag.optional(),
  include_all_metadata: flag.optional(),
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
    'channels:read',
    { team_id: z.string().optional(), channel: z.string(), include_num_members: flag.optional() },
    (core, args) => {
      const channel = core.state.channels.get(args.channel)
      return channel === undefined
        ? refused('channel_not_found')
        : accepted({ channel: wireChannel(channel) })
    },
  ),

  'conversations.members': method('channels:read', { ...common, channel: z.string() }, (core, args) => {
    const channel = core.state.channels.get(args.channel)
    if (channel === undefined) return refused('channel_not_found')
    return accepted({ members: channel.members, response_metadata: { next_cursor: '' } })
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
