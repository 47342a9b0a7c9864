import type { Person } from '../../src/request/person.ts'
import { INPUT } from '../../src/slack/ids.ts'
import type { MessageAddress } from '../../src/usecases/ports.ts'
import { requester } from '../support/people.ts'
import { HOME, RESPONSE_URL } from './fake-slack.ts'

type Json = Record<string, unknown>

/** What Slack sends when a person types `/dhcp …`. */
export function command(text: string, by: Person = requester): Json {
  return {
    command: '/dhcp',
    text,
    team_id: by.team,
    user_id: by.user,
    api_app_id: HOME.appId,
    channel_id: 'C0GENERAL',
    trigger_id: '1.2.3',
    response_url: RESPONSE_URL,
  }
}

/** What Slack sends when a person presses a button of a card. */
export function click(
  action: string,
  { cardId, message }: { cardId: string; message: MessageAddress },
  by: Person,
): Json {
  return {
    type: 'block_actions',
    ...origin(by),
    channel: { id: message.channel },
    message: { ts: message.ts },
    trigger_id: '1.2.3',
    response_url: RESPONSE_URL,
    actions: [{ type: 'button', action_id: action, block_id: 'b', value: cardId }],
  }
}

/** What Slack sends when a person opens a tab of the app. */
export function homeOpened(by: Person = requester, tab = 'home'): Json {
  return {
    type: 'event_callback',
    team_id: by.team,
    api_app_id: HOME.appId,
    event_id: 'Ev1',
    event: { type: 'app_home_opened', user: by.user, channel: 'D0HOME', tab, event_ts: '1.2' },
  }
}

/** What Slack sends when a person presses a button in their Home. */
export function homeClick(action: string, value: string, by: Person = requester): Json {
  return {
    type: 'block_actions',
    ...origin(by),
    container: { type: 'view', view_id: 'V0HOME' },
    view: { id: 'V0HOME', type: 'home' },
    trigger_id: '1.2.3',
    actions: [{ type: 'button', action_id: action, block_id: 'b', value }],
  }
}

/** What Slack sends when a person presses a button of a message that only they see. */
export function press(action: string, value: string, by = requester): Json {
  return {
    type: 'block_actions',
    ...origin(by),
    channel: { id: 'C0GENERAL' },
    container: { type: 'message', is_ephemeral: true },
    trigger_id: '1.2.3',
    response_url: RESPONSE_URL,
    actions: [{ type: 'button', action_id: action, block_id: 'b', value }],
  }
}

/** What Slack sends when a person uses a shortcut: it does not name the app. */
export function shortcut(callbackId: string, by: Person = requester): Json {
  return { type: 'shortcut', ...shortcutBy(by), callback_id: callbackId }
}

/** What Slack sends when a person uses a shortcut of a message with this text. */
export function messageShortcut(callbackId: string, text: string | undefined, by: Person = requester): Json {
  return {
    type: 'message_action',
    ...shortcutBy(by),
    callback_id: callbackId,
    channel: { id: 'C0GENERAL', name: 'general' },
    message: { type: 'message', ts: '1.2', user: 'U0BEN', ...(text !== undefined && { text }) },
    message_ts: '1.2',
    response_url: RESPONSE_URL,
  }
}

function shortcutBy(by: Person): Json {
  const { api_app_id: _, ...named } = origin(by)
  return { ...named, trigger_id: '1.2.3' }
}

/** What Slack sends when a person submits a view as it was shown to them, with these texts in its fields. */
export function submission(shown: unknown, fields: Readonly<Record<string, string>>, by = requester): Json {
  const values = Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, { [INPUT]: { value } }]),
  )
  const view = typeof shown === 'object' ? shown : {}
  return { type: 'view_submission', ...origin(by), view: { ...view, state: { values } } }
}

/** What Slack sends when a person closes a view as it was shown to them. */
export function closing(shown: unknown, by = requester): Json {
  const view = typeof shown === 'object' ? shown : {}
  return { type: 'view_closed', ...origin(by), view, is_cleared: false }
}

function origin(by: Person): Json {
  return {
    api_app_id: HOME.appId,
    team: { id: HOME.team },
    user: { id: by.user, team_id: by.team },
  }
}
