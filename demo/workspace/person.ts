import { actOn, suggest } from './act-on-element.ts'
import { close, type Submission as SubmissionById, submit } from './act-on-modal.ts'
import { type ActResult, presence, say } from './acts.ts'
import { clickable } from './clickable.ts'
import type { Core } from './core.ts'
import { openHome } from './home.ts'
import { type SeenMessage, seenMessages } from './seen.ts'
import { type SeenHome, seenHome } from './seen-home.ts'
import { type Field, fieldOf, type Modal, modalOf } from './seen-modal.ts'
import type { Shortcut } from './shortcut.ts'
import { directChannel } from './state.ts'
import { useMessageShortcut, useShortcut } from './use-shortcut.ts'
import { waitUntil } from './wait.ts'

/** What became of a submission, with errors by the label of their field. */
export type Submission =
  | { readonly kind: 'closed' }
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'view'; readonly modal: Modal }
  | { readonly kind: 'failed'; readonly message: string }

/**
 * Someone who does with the workspace what a person does on its page, through the same acts. Channels are given by
 * name (`#general`) or id, fields by label, options by what they say, buttons by their text. What cannot be done
 * (no such field, no such button) is thrown as an Error that says what there is instead.
 */
export interface Person {
  readonly id: string
  /** Types a command, or says something, and waits until the app has acknowledged it (`failed` when it did not). */
  command(line: string, channel?: string): Promise<ActResult>
  /** The topmost modal; waits until there is one. */
  modal(timeoutMs?: number): Promise<Modal>
  /** The topmost modal now, if there is one. */
  modalNow(): Modal | undefined
  /** Waits until the topmost modal is as wanted, after an update by the app for instance. */
  waitForModal(test: (modal: Modal) => boolean, timeoutMs?: number): Promise<Modal>
  /** Enters texts, chooses options (null for none), ticks boxes (a list). */
  fill(fields: Readonly<Record<string, string | readonly string[] | null>>): Promise<void>
  /** Presses Enter in a text field. */
  pressEnter(label: string): Promise<void>
  /** What an external select offers for what was typed: the texts of the options. */
  suggestions(label: string, typed: string): Promise<readonly string[] | undefined>
  submit(): Promise<Submission>
  /** Presses Cancel or Back; waits until the app has acknowledged, where it is told. */
  cancelModal(): Promise<void>
  /** Every message of a channel that the person sees, oldest first. */
  messages(channel: string): readonly SeenMessage[]
  ephemerals(channel: string): readonly SeenMessage[]
  directMessages(): readonly SeenMessage[]
  /** Waits for a message that holds the text, or fits the test; the latest one if there are several. */
  waitForMessage(
    channel: string,
    wanted: string | ((message: SeenMessage) => boolean),
    timeoutMs?: number,
  ): Promise<SeenMessage>
  waitForDirectMessage(
    wanted: string | ((message: SeenMessage) => boolean),
    timeoutMs?: number,
  ): Promise<SeenMessage>
  /**
   * Presses a button, or chooses in an overflow menu or another menu, of a message as it was seen: it may have changed
   * meanwhile. A dialog that asks whether one is sure is answered with yes, unless `confirm` is false.
   */
  click(message: SeenMessage, text: string, options?: { readonly confirm: boolean }): Promise<ActResult>
  /** Presses a button in the topmost modal. */
  clickInModal(text: string): Promise<ActResult>
  /** Opens the app's Home tab, and waits until the app has acknowledged that, where it is told. */
  openHome(): Promise<ActResult>
  /** What the app has published as this person's Home, if it has. */
  homeNow(): SeenHome | undefined
  /** Waits for a Home that holds the text, or fits the test. */
  waitForHome(wanted: string | ((home: SeenHome) => boolean), timeoutMs?: number): Promise<SeenHome>
  /** Presses a button in the Home. */
  clickInHome(text: string): Promise<ActResult>
  /** Uses a shortcut of this name, of the composer's menu or of a message's. */
  useShortcut(name: string, message?: SeenMessage): Promise<ActResult>
}

const patience = 5_000

export function createPerson(core: Core, id: string): Person {
  const { state } = core
  if (!state.people.has(id)) throw new Error(`There is nobody with the id ${id}.`)

  const modalNow = (): Modal | undefined => {
    const record = state.modals.get(id)?.at(-1)
    return record && modalOf(record, state)
  }

  const openModal = (): Modal => {
    const modal = modalNow()
    if (modal === undefined) throw new Error('No modal is open.')
    return modal
  }

  const wait = <Value>(what: string, find: () => Value | undefined, timeoutMs = patience) =>
    waitUntil(state, find, timeoutMs, () => `${what}\n${report()}`)

  const report = (): string =>
    [...state.channels.values()]
      .filter((channel) => channel.members.includes(id))
      .flatMap((channel) =>
        seenMessages(state, id, channel.id).map((one) => `#${channel.name}: ${one.readable}`),
      )
      .concat(modalNow()?.readable ?? 'No modal is open.')
      .join('\n')

  const channelId = (channel: string): string => {
    const name = channel.replace(/^#/, '')
    const found = [...state.channels.values()].find((one) => one.id === channel || one.name === name)
    if (found === undefined) throw new Error(`There is no channel ${channel}.`)
    return found.id
  }

  const homeNow = () => seenHome(state, id)

  const openedHome = (): SeenHome => {
    const home = homeNow()
    if (home === undefined) throw new Error('The app has published no Home.')
    return home
  }

  const shortcutId = (name: string, type: Shortcut['type']): string => {
    const offered = core.shortcuts.filter((one) => one.type === type)
    const found = offered.find((one) => one.name === name)
    if (found !== undefined) return found.callbackId
    const names = offered.map((one) => `"${one.name}"`).join(', ')
    throw new Error(`There is no ${type} shortcut "${name}", only: ${names || 'none'}`)
  }

  const messages = (channel: string) => seenMessages(state, id, channelId(channel))
  const direct = () => seenMessages(state, id, directChannel(state, id).id)

  const waitAmong = (
    list: () => readonly SeenMessage[],
    wanted: string | ((message: SeenMessage) => boolean),
    timeoutMs: number | undefined,
  ) => {
    const fits = typeof wanted === 'string' ? (one: SeenMessage) => one.readable.includes(wanted) : wanted
    return wait(`No such message came: ${String(wanted)}`, () => list().findLast(fits), timeoutMs)
  }

  const enter = async (label: string, words: Field['value'], withEnter: boolean): Promise<void> => {
    const modal = openModal()
    const field = fieldOf(modal, label)
    const address = { place: { view: modal.id }, ...field.address }
    const result = await actOn(core, id, address, field.entryFor(words), withEnter)
    if (result.kind === 'failed') throw new Error(`${label}: ${result.message}`)
  }

  return {
    id,
    async command(line, channel = '#general') {
      const where = channelId(channel)
      if (presence(core, id, where) === undefined) throw new Error(`${id} is not in ${channel}.`)
      return say(core, id, where, line)
    },
    modalNow,
    modal: (timeoutMs) => wait('No modal opened.', modalNow, timeoutMs),
    waitForModal: (test, timeoutMs) =>
      wait(
        'The modal did not become as wanted.',
        () => {
          const modal = modalNow()
          return modal !== undefined && test(modal) ? modal : undefined
        },
        timeoutMs,
      ),
    async fill(fields) {
      for (const [label, entry] of Object.entries(fields)) await enter(label, entry, false)
    },
    pressEnter: (label) => enter(label, fieldOf(openModal(), label).value, true),
    async suggestions(label, typed) {
      const modal = openModal()
      const address = { place: { view: modal.id }, ...fieldOf(modal, label).address }
      return (await suggest(core, id, address, typed))?.map((option) => option.text.text)
    },
    async submit() {
      const modal = openModal()
      return named(await submit(core, id, modal.id), modal, openModal)
    },
    async cancelModal() {
      await close(core, id, openModal().id, false)
    },
    messages,
    ephemerals: (channel) => messages(channel).filter((one) => one.ephemeral),
    directMessages: direct,
    waitForMessage: (channel, wanted, timeoutMs) => waitAmong(() => messages(channel), wanted, timeoutMs),
    waitForDirectMessage: (wanted, timeoutMs) => waitAmong(direct, wanted, timeoutMs),
    async click(message, text, options = { confirm: true }) {
      const target = clickable(message.blocks, text)
      if (target.confirm !== undefined && !options.confirm) return { kind: 'done' }
      const place = { channel: message.channel, ts: message.ts }
      return actOn(core, id, { place, ...target.address }, target.entry)
    },
    async clickInModal(text) {
      const modal = openModal()
      const target = clickable(modal.blocks, text)
      return actOn(core, id, { place: { view: modal.id }, ...target.address }, target.entry)
    },
    openHome: () => openHome(core, id),
    homeNow,
    waitForHome: (wanted, timeoutMs) => {
      const fits = typeof wanted === 'string' ? (home: SeenHome) => home.readable.includes(wanted) : wanted
      return wait(
        `No such Home came: ${String(wanted)}\n${homeNow()?.readable ?? 'None was published.'}`,
        () => {
          const home = homeNow()
          return home !== undefined && fits(home) ? home : undefined
        },
        timeoutMs,
      )
    },
    async clickInHome(text) {
      const home = openedHome()
      const target = clickable(home.blocks, text)
      return actOn(core, id, { place: { view: home.id }, ...target.address }, target.entry)
    },
    async useShortcut(name, message) {
      if (message === undefined) return useShortcut(core, id, shortcutId(name, 'global'))
      return useMessageShortcut(core, id, shortcutId(name, 'message'), message)
    },
  }
}

function named(submission: SubmissionById, modal: Modal, openModal: () => Modal): Submission {
  if (submission.kind === 'view') return { kind: 'view', modal: openModal() }
  if (submission.kind !== 'errors') return submission
  const labels = new Map(modal.fields.map((field) => [field.address.blockId, field.label]))
  return {
    kind: 'errors',
    errors: Object.fromEntries(
      Object.entries(submission.errors).map(([blockId, error]) => [labels.get(blockId) ?? blockId, error]),
    ),
  }
}
