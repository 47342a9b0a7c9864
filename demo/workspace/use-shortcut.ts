import { type ActResult, done, failed, presence } from './acts.ts'
import type { Core } from './core.ts'
import { verificationToken } from './payloads.ts'
import { type ChannelRecord, type PersonRecord, team } from './people.ts'
import type { Shortcut } from './shortcut.ts'
import { findMessage, type MessageRecord } from './state.ts'
import { type Json, wireMessage } from './wire.ts'

/** Where a message stands. */
export interface MessagePlace {
  readonly channel: string
  readonly ts: string
}

/** Uses a shortcut that is offered anywhere. */
export async function useShortcut(core: Core, userId: string, callbackId: string): Promise<ActResult> {
  const person = core.state.people.get(userId)
  const shortcut = offered(core, 'global', callbackId)
  if (person === undefined || shortcut === undefined) return failed('This shortcut is not offered.')
  return run(core, globalPayload(core, person, shortcut))
}

/** Uses a shortcut of a message's menu. Messages that one person alone sees have none. */
export async function useMessageShortcut(
  core: Core,
  userId: string,
  callbackId: string,
  { channel, ts }: MessagePlace,
): Promise<ActResult> {
  const here = presence(core, userId, channel)
  const message = findMessage(core.state, channel, ts)
  const shortcut = offered(core, 'message', callbackId)
  if (here === undefined || message === undefined || message.visibleTo !== undefined || !shortcut)
    return failed('This shortcut is not offered here.')
  return run(core, messagePayload(core, here.person, here.channel, message, shortcut))
}

function offered(core: Core, type: Shortcut['type'], callbackId: string): Shortcut | undefined {
  return core.shortcuts.find((one) => one.type === type && one.callbackId === callbackId)
}

async function run(core: Core, payload: Json): Promise<ActResult> {
  const delivery = await core.socket.deliver('interactive', payload, false)
  if (delivery.kind === 'acknowledged') return done
  return failed(
    delivery.kind === 'timeout'
      ? 'This app took too long to respond.'
      : 'This app is not responding right now.',
  )
}

/** Unlike all other payloads, those of shortcuts do not name the app. */
function globalPayload(core: Core, person: PersonRecord, { callbackId }: Shortcut): Json {
  return {
    type: 'shortcut',
    ...common(core, callbackId, person),
    user: { id: person.id, username: person.name, team_id: team.id },
  }
}

function messagePayload(
  core: Core,
  person: PersonRecord,
  channel: ChannelRecord,
  message: MessageRecord,
  { callbackId }: Shortcut,
): Json {
  return {
    type: 'message_action',
    ...common(core, callbackId, person),
    user: { id: person.id, name: person.name },
    channel: { id: channel.id, name: channel.name },
    message: wireMessage(core.state, message),
    message_ts: message.ts,
    response_url: core.responseUrls.issue('app', {
      userId: person.id,
      channel: channel.id,
      message: undefined,
    }),
  }
}

function common(core: Core, callbackId: string, person: PersonRecord): Json {
  return {
    token: verificationToken,
    action_ts: core.state.nextTs(),
    team: { id: team.id, domain: team.domain },
    is_enterprise_install: false,
    enterprise: null,
    callback_id: callbackId,
    trigger_id: core.triggers.issue({ userId: person.id, viewId: undefined }),
  }
}
