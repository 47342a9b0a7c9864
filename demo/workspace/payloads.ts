import type { PlacedElement } from './blocks/elements.ts'
import type { ChoiceOption } from './blocks/options.ts'
import type { Core } from './core.ts'
import { escapeCommand, escapeMeanings } from './escape-command.ts'
import type { Entry, FormValues, StateValue } from './form.ts'
import { app, type ChannelRecord, type PersonRecord, team } from './people.ts'
import type { HomeRecord, MessageRecord, ViewRecord } from './state.ts'
import { type Json, wireHome, wireMessage, wireState, wireView } from './wire.ts'

/** The body of a slash command. Slack escapes `& < >` in what was typed. */
export function commandPayload(
  core: Core,
  person: PersonRecord,
  channel: ChannelRecord,
  command: string,
  text: string,
): Json {
  return {
    token: verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: person.id,
    user_name: person.name,
    command,
    text: core.escaping.includes(command) ? escapeMeanings(text, core.state) : escapeCommand(text),
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: core.responseUrls.issue('commands', {
      userId: person.id,
      channel: channel.id,
      message: undefined,
    }),
    trigger_id: core.triggers.issue({ userId: person.id, viewId: undefined }),
  }
}

/** The body of block_actions from a message. An ephemeral message itself is not in it. */
export function messageActionPayload(
  core: Core,
  person: PersonRecord,
  channel: ChannelRecord,
  message: MessageRecord,
  form: FormValues,
  action: Json,
): Json {
  const ephemeral = message.visibleTo !== undefined
  return {
    type: 'block_actions',
    ...origin(person),
    ...messageContainer(channel, message),
    trigger_id: core.triggers.issue({ userId: person.id, viewId: undefined }),
    ...(ephemeral ? {} : { message: wireMessage(core.state, message) }),
    state: wireState(form),
    response_url: core.responseUrls.issue('actions', { userId: person.id, channel: channel.id, message }),
    actions: [action],
  }
}

/** The body of block_actions from a modal. */
export function viewActionPayload(core: Core, person: PersonRecord, view: ViewRecord, action: Json): Json {
  return {
    type: 'block_actions',
    ...origin(person),
    container: { type: 'view', view_id: view.id },
    trigger_id: core.triggers.issue({ userId: person.id, viewId: view.id }),
    view: wireView(view),
    actions: [action],
  }
}

/** The body of block_actions from a Home. What opens there lies on no other view. */
export function homeActionPayload(core: Core, person: PersonRecord, home: HomeRecord, action: Json): Json {
  return {
    type: 'block_actions',
    ...origin(person),
    ...homePlace(home),
    trigger_id: core.triggers.issue({ userId: person.id, viewId: undefined }),
    actions: [action],
  }
}

/** The body of view_submission. */
export function submissionPayload(core: Core, person: PersonRecord, view: ViewRecord): Json {
  return {
    type: 'view_submission',
    ...origin(person),
    trigger_id: core.triggers.issue({ userId: person.id, viewId: view.id }),
    view: wireView(view),
    response_urls: [],
  }
}

/** The body of view_closed. */
export function closedPayload(person: PersonRecord, view: ViewRecord, cleared: boolean): Json {
  return { type: 'view_closed', ...origin(person), view: wireView(view), is_cleared: cleared }
}

/** The body of block_suggestion: what a person has typed into an external select. */
export function suggestionPayload(
  person: PersonRecord,
  where: Json,
  placed: PlacedElement,
  typed: string,
): Json {
  return {
    type: 'block_suggestion',
    ...origin(person),
    ...where,
    block_id: placed.blockId,
    action_id: placed.actionId,
    value: typed,
  }
}

/** Where a view stands, for a block_suggestion. */
export function viewPlace(view: ViewRecord): Json {
  return { container: { type: 'view', view_id: view.id }, view: wireView(view) }
}

/** Where a Home stands, for a block_suggestion. */
export function homePlace(home: HomeRecord): Json {
  return { container: { type: 'view', view_id: home.id }, view: wireHome(home) }
}

/** Where a message stands, for a block_suggestion. */
export function messagePlace(core: Core, channel: ChannelRecord, message: MessageRecord): Json {
  return { ...messageContainer(channel, message), message: wireMessage(core.state, message) }
}

/** What was done to an element, as it stands in `actions`. */
export function actionOf(
  placed: PlacedElement,
  value: StateValue | undefined,
  entry: Entry,
  actionTs: string,
): Json {
  const { element, blockId, actionId } = placed
  const common = { type: element.type, action_id: actionId, block_id: blockId, action_ts: actionTs }
  const placeholder =
    'placeholder' in element && element.placeholder !== undefined ? { placeholder: element.placeholder } : {}
  if (element.type === 'button') {
    const { text, value: carried, style, url } = element
    return {
      ...common,
      text: { emoji: true, ...text },
      ...(carried === undefined ? {} : { value: carried }),
      ...(style === undefined ? {} : { style }),
      ...(url === undefined ? {} : { url }),
    }
  }
  if (element.type === 'overflow') return { ...common, selected_option: optionChosen(element.options, entry) }
  return { ...common, ...placeholder, ...value }
}

/** Slack sends a legacy verification token along; Socket Mode needs none. */
export const verificationToken = 'legacy'

function origin(person: PersonRecord): Json {
  return {
    user: { id: person.id, username: person.name, name: person.name, team_id: team.id },
    api_app_id: app.id,
    token: verificationToken,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  }
}

function messageContainer(channel: ChannelRecord, message: MessageRecord): Json {
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: message.visibleTo !== undefined,
      ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    },
    channel: { id: channel.id, name: channel.name },
  }
}

function optionChosen(options: readonly ChoiceOption[], entry: Entry): ChoiceOption | undefined {
  return options.find((option) => option.value === entry)
}
