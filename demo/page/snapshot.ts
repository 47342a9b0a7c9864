import type { Block } from '../workspace/blocks/block.ts'
import type { Core } from '../workspace/core.ts'
import { type FormValues, initialForm } from '../workspace/form.ts'
import { app, type ChannelRecord, team } from '../workspace/people.ts'
import { messagesFor } from '../workspace/seen.ts'
import type { Shortcut } from '../workspace/shortcut.ts'
import { directChannel, filesOf, type MessageRecord } from '../workspace/state.ts'

/** All that one person sees of the workspace; the page draws exactly this. */
export interface Snapshot {
  readonly me: string
  readonly team: string
  readonly appUser: string
  readonly people: readonly PageHuman[]
  readonly channels: readonly PageChannel[]
  readonly modal: PageModal | undefined
  /** Whether the app has a Home tab. */
  readonly homeTab: boolean
  readonly home: PageHome | undefined
  readonly shortcuts: readonly Shortcut[]
  readonly commands: readonly { readonly name: string; readonly usage: string }[]
  readonly hint: string
  readonly extras: { readonly device: boolean; readonly server: boolean }
}

export interface PageHuman {
  readonly id: string
  readonly name: string
  readonly realName: string
  readonly role: string
  readonly isBot: boolean
}

export interface PageChannel {
  readonly id: string
  readonly name: string
  readonly kind: 'channel' | 'im'
  readonly messages: readonly PageMessage[]
}

export interface PageMessage {
  readonly ts: string
  readonly author: string
  readonly text: string
  readonly blocks: readonly Block[]
  readonly threadTs: string | undefined
  readonly ephemeral: boolean
  readonly edited: boolean
  readonly form: FormValues
  readonly files: readonly PageFile[]
}

export interface PageFile {
  readonly id: string
  readonly name: string
  readonly title: string
  /** In bytes. */
  readonly size: number
  readonly isPicture: boolean
  readonly altText: string | undefined
  /** Where the person who sees it gets it from. */
  readonly url: string
}

export interface PageHome {
  readonly id: string
  readonly blocks: readonly Block[]
  readonly form: FormValues
}

export interface PageModal {
  readonly id: string
  readonly title: string
  readonly submit: string | undefined
  readonly close: string
  readonly blocks: readonly Block[]
  readonly form: FormValues
  readonly errors: Readonly<Record<string, string>>
  readonly trouble: string | undefined
  readonly pending: boolean
  readonly depth: number
}

/** What the person with this id sees now; undefined when there is nobody with that id. */
export function snapshotFor(
  core: Core,
  userId: string,
): Omit<Snapshot, 'hint' | 'extras' | 'commands'> | undefined {
  const { state } = core
  if (!state.people.has(userId)) return undefined
  directChannel(state, userId)
  return {
    me: userId,
    team: team.name,
    appUser: app.userId,
    people: [...state.people.values()].map((person) => ({
      id: person.id,
      name: person.displayName,
      realName: person.realName,
      role: person.role,
      isBot: person.isBot,
    })),
    channels: [...state.channels.values()]
      .filter((channel) => channel.members.includes(userId))
      .map((channel) => pageChannel(core, channel, userId)),
    modal: pageModal(core, userId),
    homeTab: core.homeTab,
    home: pageHome(core, userId),
    shortcuts: core.shortcuts,
  }
}

function pageChannel(core: Core, channel: ChannelRecord, userId: string): PageChannel {
  return {
    id: channel.id,
    name: channel.kind === 'im' ? app.title : channel.name,
    kind: channel.kind,
    messages: messagesFor(core.state, userId, channel.id).map((one) => pageMessage(core, one, userId)),
  }
}

function pageMessage(core: Core, message: MessageRecord, userId: string): PageMessage {
  return {
    ts: message.ts,
    author: message.author,
    text: message.text,
    blocks: message.blocks,
    threadTs: message.threadTs,
    ephemeral: message.visibleTo !== undefined,
    edited: message.editedTs !== undefined,
    form: message.forms.get(userId) ?? initialForm(message.blocks),
    files: filesOf(core.state, message).map(({ id, name, title, bytes, mimeType, altText }) => ({
      id,
      name,
      title,
      size: bytes.length,
      isPicture: mimeType.startsWith('image/'),
      altText,
      url: `/files/${id}?as=${userId}`,
    })),
  }
}

function pageHome(core: Core, userId: string): PageHome | undefined {
  const home = core.state.homes.get(userId)
  return home && { id: home.id, blocks: home.view.blocks, form: home.form }
}

function pageModal(core: Core, userId: string): PageModal | undefined {
  const stack = core.state.modals.get(userId) ?? []
  const record = stack.at(-1)
  if (record === undefined) return undefined
  const { view } = record
  return {
    id: record.id,
    title: view.title.text,
    submit: view.submit?.text,
    close: view.close?.text ?? 'Cancel',
    blocks: view.blocks,
    form: record.form,
    errors: record.errors,
    trouble: record.trouble,
    pending: record.pending,
    depth: stack.length,
  }
}
