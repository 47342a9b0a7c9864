import type { Block } from './blocks/block.ts'
import type { ChoiceOption } from './blocks/options.ts'
import type { HomeView, ModalView } from './blocks/view.ts'
import type { FormValues } from './form.ts'
import { app, appUser, type ChannelRecord, type GroupRecord, type PersonRecord } from './people.ts'

/** A message as the workspace keeps it. */
export interface MessageRecord {
  readonly channel: string
  readonly ts: string
  /** A user id; the app's own for what the app says. */
  readonly author: string
  text: string
  blocks: readonly Block[]
  /** Blocks that it showed before: someone may still have them before their eyes and click. */
  earlier: readonly (readonly Block[])[]
  readonly threadTs: string | undefined
  /** Ids of the files that it shows. */
  readonly files: readonly string[]
  metadata: unknown
  editedTs: string | undefined
  /** The one person who sees an ephemeral message; undefined when all do. */
  readonly visibleTo: string | undefined
  /** What each person has chosen in it. */
  readonly forms: Map<string, FormValues>
  /** What the app last offered for each external select, by block id and action id. */
  readonly suggested: Map<string, readonly ChoiceOption[]>
}

/** A file whose upload has ended. */
export interface FileRecord {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly mimeType: string
  /** What screen readers say of a picture. */
  readonly altText: string | undefined
  readonly bytes: Buffer
  readonly createdAt: number
}

/** A view on someone's stack of modals. */
export interface ViewRecord {
  readonly id: string
  readonly rootId: string
  readonly previousId: string | undefined
  readonly owner: string
  view: ModalView
  hash: string
  form: FormValues
  /** Shown under the fields, by block id. */
  errors: Readonly<Record<string, string>>
  /** What Slack says above the buttons when something went wrong between it and the app. */
  trouble: string | undefined
  /** Whether a submission is on its way. */
  pending: boolean
  /** What the app last offered for each external select, by block id and action id. */
  readonly suggested: Map<string, readonly ChoiceOption[]>
}

/** The app's Home of one person, as it was last published. */
export interface HomeRecord {
  readonly id: string
  readonly view: HomeView
  readonly hash: string
  form: FormValues
  /** What the app last offered for each external select, by block id and action id. */
  readonly suggested: Map<string, readonly ChoiceOption[]>
}

/** Everything that the workspace knows. It lives in memory and goes with the process. */
export interface State {
  readonly people: ReadonlyMap<string, PersonRecord>
  readonly channels: Map<string, ChannelRecord>
  /** Undefined where the workspace's plan has no user groups. */
  readonly groups: Map<string, GroupRecord> | undefined
  readonly messages: MessageRecord[]
  /** By id. */
  readonly files: Map<string, FileRecord>
  /** By user id, the bottom of the stack first. */
  readonly modals: Map<string, ViewRecord[]>
  /** By user id. */
  readonly homes: Map<string, HomeRecord>
  now(): number
  /** A timestamp that no other message has, greater than all before. */
  nextTs(): string
  /** An id with this letter in front. */
  nextId(letter: string): string
  /** Tells everyone who watches that something changed. */
  changed(): void
  /** Calls back after each change, until the returned function is called. */
  watch(listener: () => void): () => void
}

/** An empty workspace with these people, channels and groups. */
export function createState(
  people: readonly PersonRecord[],
  channels: readonly ChannelRecord[],
  groups: readonly GroupRecord[] | undefined,
  now: () => number,
): State {
  const listeners = new Set<() => void>()
  let lastMicroseconds = 0
  let lastId = 0
  return {
    people: new Map([...people, appUser].map((person) => [person.id, person])),
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    groups: groups && new Map(groups.map((group) => [group.id, group])),
    messages: [],
    files: new Map(),
    modals: new Map(),
    homes: new Map(),
    now,
    nextTs() {
      lastMicroseconds = Math.max(lastMicroseconds + 1, now() * 1000)
      const digits = String(lastMicroseconds).padStart(7, '0')
      return `${digits.slice(0, -6)}.${digits.slice(-6)}`
    },
    nextId(letter) {
      lastId += 1
      return `${letter}0${lastId.toString(36).toUpperCase().padStart(7, '0')}`
    },
    changed() {
      for (const listener of [...listeners]) listener()
    },
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The direct messages between the app and a person, opened when they are not. */
export function directChannel(state: State, userId: string): ChannelRecord {
  const open = [...state.channels.values()].find((one) => one.kind === 'im' && one.members.includes(userId))
  if (open !== undefined) return open
  const channel: ChannelRecord = {
    id: `D${userId.slice(1)}`,
    name: 'directmessage',
    kind: 'im',
    members: [userId, app.userId],
  }
  state.channels.set(channel.id, channel)
  return channel
}

/** The view with this id, on whoever's stack. */
export function findView(state: State, id: string): ViewRecord | undefined {
  return [...state.modals.values()].flat().find((view) => view.id === id)
}

/** The message with this ts. */
export function findMessage(state: State, channel: string, ts: string): MessageRecord | undefined {
  return state.messages.find((message) => message.channel === channel && message.ts === ts)
}

/** The files that a message shows. */
export function filesOf(
  { files }: Pick<State, 'files'>,
  message: Pick<MessageRecord, 'files'>,
): FileRecord[] {
  return message.files.flatMap((id) => files.get(id) ?? [])
}

/** Takes a message away. */
export function removeMessage(state: State, message: MessageRecord): void {
  const index = state.messages.indexOf(message)
  if (index >= 0) state.messages.splice(index, 1)
  state.changed()
}
