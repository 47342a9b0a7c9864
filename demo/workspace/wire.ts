import type { FormValues } from './form.ts'
import { app, type ChannelRecord, type PersonRecord, team } from './people.ts'
import {
  type FileRecord,
  filesOf,
  type HomeRecord,
  type MessageRecord,
  type State,
  type ViewRecord,
} from './state.ts'

/** Anything that goes over the wire. */
export type Json = Readonly<Record<string, unknown>>

/** A message as the Web API and the interactions show it. */
export function wireMessage(state: State, message: MessageRecord): Json {
  const replies = state.messages.filter(
    (one) => one.channel === message.channel && one.threadTs === message.ts && one.visibleTo === undefined,
  )
  return {
    type: 'message',
    user: message.author,
    ts: message.ts,
    text: message.text,
    team: team.id,
    ...(message.author === app.userId
      ? { bot_id: app.botId, app_id: app.id, bot_profile: botProfile() }
      : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.files.length > 0 ? { files: filesOf(state, message).map(wireFile), upload: true } : {}),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(replies.length > 0 ? { thread_ts: message.ts, reply_count: replies.length } : {}),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
    ...(message.editedTs === undefined ? {} : { edited: { user: message.author, ts: message.editedTs } }),
  }
}

/** A file as the Web API shows it. */
export function wireFile({ id, name, title, mimeType, altText, bytes, createdAt }: FileRecord): Json {
  return {
    id,
    created: Math.floor(createdAt / 1_000),
    timestamp: Math.floor(createdAt / 1_000),
    name,
    title,
    mimetype: mimeType,
    filetype: name.split('.').at(-1) ?? '',
    user: app.userId,
    user_team: team.id,
    size: bytes.length,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    ...(altText === undefined ? {} : { alt_txt: altText }),
  }
}

/** A modal as the Web API and the interactions show it. */
export function wireView(record: ViewRecord): Json {
  const { view } = record
  return {
    ...wireContent(record),
    title: shown(view.title),
    clear_on_close: view.clear_on_close ?? false,
    notify_on_close: view.notify_on_close ?? false,
    close: view.close === undefined ? null : shown(view.close),
    submit: view.submit === undefined ? null : shown(view.submit),
    previous_view_id: record.previousId ?? null,
    root_view_id: record.rootId,
  }
}

/** A Home as the Web API, the events and the interactions show it: with the fields of a modal, which mean nothing. */
export function wireHome(record: HomeRecord): Json {
  return {
    ...wireContent(record),
    title: shown({ text: 'View Title' }),
    clear_on_close: false,
    notify_on_close: false,
    close: null,
    submit: null,
    previous_view_id: null,
    root_view_id: record.id,
  }
}

function wireContent({ id, view, form, hash }: ViewRecord | HomeRecord): Json {
  return {
    id,
    team_id: team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    state: wireState(form),
    hash,
    app_id: app.id,
    external_id: view.external_id ?? '',
    app_installed_team_id: team.id,
    bot_id: app.botId,
  }
}

/** The state of a form. */
export function wireState(form: FormValues): Json {
  return { values: form }
}

/** A person as users.info shows them. `tz_offset` is in seconds. */
export function wirePerson(person: PersonRecord, now: number): Json {
  return {
    id: person.id,
    team_id: team.id,
    name: person.name,
    deleted: person.isDeleted,
    real_name: person.realName,
    tz: person.timeZone,
    tz_label: person.timeZone,
    tz_offset: offsetSeconds(person.timeZone, now),
    profile: {
      real_name: person.realName,
      real_name_normalized: person.realName,
      display_name: person.displayName,
      display_name_normalized: person.displayName,
      team: team.id,
      ...(person.id === app.userId ? { bot_id: app.botId, api_app_id: app.id } : {}),
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.isRestricted,
    is_ultra_restricted: person.isUltraRestricted,
    is_bot: person.isBot,
    is_app_user: false,
    updated: 1_700_000_000,
  }
}

/** A conversation as conversations.info shows it. */
export function wireChannel(channel: ChannelRecord): Json {
  const common = { id: channel.id, is_im: channel.kind === 'im', is_archived: false, created: 1_700_000_000 }
  if (channel.kind === 'im')
    return { ...common, user: channel.members.find((member) => member !== app.userId), is_open: true }
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_private: channel.isPrivate === true,
    is_member: channel.members.includes(app.userId),
    is_general: channel.id === 'C0GENERAL',
    num_members: channel.members.length,
  }
}

function botProfile(): Json {
  return { id: app.botId, app_id: app.id, name: app.name, deleted: false, team_id: team.id }
}

function shown(text: { readonly text: string; readonly emoji?: boolean | undefined }): Json {
  return { type: 'plain_text', text: text.text, emoji: text.emoji ?? true }
}

function offsetSeconds(timeZone: string, now: number): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(now)
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  const match = /([+-])(\d\d):(\d\d)/.exec(name)
  if (match === null) return 0
  const [, sign, hours, minutes] = match
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60)
}
