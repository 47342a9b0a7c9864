import { z } from 'zod'
import { type ActResult, done, failed, presence } from './acts.ts'
import { items } from './blocks/characters.ts'
import { findElement, type PlacedElement } from './blocks/elements.ts'
import { optionsOf } from './blocks/menus.ts'
import { type ChoiceOption, menuOption, optionGroup } from './blocks/options.ts'
import type { Core } from './core.ts'
import { type Entry, entered, type FormValues, initialForm, withValue } from './form.ts'
import {
  actionOf,
  homeActionPayload,
  homePlace,
  messageActionPayload,
  messagePlace,
  suggestionPayload,
  viewActionPayload,
  viewPlace,
} from './payloads.ts'
import type { ChannelRecord, PersonRecord } from './people.ts'
import { findMessage, type HomeRecord, type MessageRecord, type ViewRecord } from './state.ts'
import type { Json } from './wire.ts'

/** Where an element stands: in the person's topmost modal or Home, or in a message. */
export type ElementPlace = { readonly view: string } | { readonly channel: string; readonly ts: string }

/** An element by its place and its ids. */
export interface ElementAddress {
  readonly place: ElementPlace
  readonly blockId: string
  readonly actionId: string
}

/**
 * Presses a button, or enters or chooses something. The app is told of what Slack tells it: every action in section
 * and actions blocks, and those input blocks that dispatch. `enter` says that the Enter key ended a text.
 */
export async function actOn(
  core: Core,
  userId: string,
  address: ElementAddress,
  entry: Entry,
  enter = false,
): Promise<ActResult> {
  const found = reach(core, userId, address)
  if (found === undefined) return failed('This is no longer here.')
  const { placed, target } = found
  const suggested = target.suggested.get(suggestionKey(placed)) ?? []
  const value = entered(placed.element, entry, suggested)
  if (value === undefined && placed.element.type !== 'button' && placed.element.type !== 'overflow')
    return failed('This choice is no longer offered.')
  if (value !== undefined) target.keep(withValue(target.form(), placed.blockId, placed.actionId, value))
  if (!dispatches(placed, enter)) return done
  const action = actionOf(placed, value, entry, core.state.nextTs())
  const delivery = await core.socket.deliver('interactive', target.payload(action), false)
  if (delivery.kind === 'acknowledged') return done
  return failed(
    delivery.kind === 'timeout'
      ? 'This app took too long to respond.'
      : 'This app is not responding right now.',
  )
}

/** What the app offers for what was typed into an external select; undefined when it fails to. */
export async function suggest(
  core: Core,
  userId: string,
  address: ElementAddress,
  typed: string,
): Promise<readonly ChoiceOption[] | undefined> {
  const found = reach(core, userId, address)
  if (found === undefined || found.placed.element.type !== 'external_select') return undefined
  const payload = suggestionPayload(found.person, found.target.where(), found.placed, typed)
  const delivery = await core.socket.deliver('interactive', payload, true)
  if (delivery.kind !== 'acknowledged') return undefined
  const parsed = suggestions.safeParse(delivery.payload)
  if (!parsed.success) return undefined
  const options = optionsOf(parsed.data)
  found.target.suggested.set(suggestionKey(found.placed), options)
  return options
}

const suggestions = z.union([
  z.strictObject({ options: items(menuOption, 0, 100) }),
  z.strictObject({ option_groups: items(optionGroup, 0, 100) }),
])

/** The one who holds an element: a view or a message, alike in what is done with it. */
interface Target {
  readonly suggested: Map<string, readonly ChoiceOption[]>
  form(): FormValues
  keep(form: FormValues): void
  payload(action: Json): Json
  where(): Json
}

interface Reached {
  readonly person: PersonRecord
  readonly placed: PlacedElement
  readonly target: Target
}

function reach(core: Core, userId: string, address: ElementAddress): Reached | undefined {
  const { place } = address
  return 'view' in place
    ? reachInView(core, userId, place.view, address)
    : reachInMessage(core, userId, place, address)
}

function reachInView(core: Core, userId: string, id: string, address: ElementAddress): Reached | undefined {
  const person = core.state.people.get(userId)
  const view = [core.state.modals.get(userId)?.at(-1), core.state.homes.get(userId)].find(
    (one) => one?.id === id,
  )
  if (person === undefined || view === undefined) return undefined
  const placed = findElement(view.view.blocks, address.blockId, address.actionId)
  return placed && { person, placed, target: viewTarget(core, person, view) }
}

/** A button that an update took away meanwhile can still be before someone's eyes: its click arrives all the same. */
function reachInMessage(
  core: Core,
  userId: string,
  place: { readonly channel: string; readonly ts: string },
  address: ElementAddress,
): Reached | undefined {
  const here = presence(core, userId, place.channel)
  const message = findMessage(core.state, place.channel, place.ts)
  if (here === undefined || message === undefined) return undefined
  if (message.visibleTo !== undefined && message.visibleTo !== userId) return undefined
  const placed = [message.blocks, ...message.earlier.toReversed()]
    .map((blocks) => findElement(blocks, address.blockId, address.actionId))
    .find((one) => one !== undefined)
  return (
    placed && { person: here.person, placed, target: messageTarget(core, here.person, here.channel, message) }
  )
}

function viewTarget(core: Core, person: PersonRecord, view: ViewRecord | HomeRecord): Target {
  return {
    suggested: view.suggested,
    form: () => view.form,
    keep(form) {
      view.form = form
      core.state.changed()
    },
    ...('owner' in view
      ? {
          payload: (action: Json) => viewActionPayload(core, person, view, action),
          where: () => viewPlace(view),
        }
      : {
          payload: (action: Json) => homeActionPayload(core, person, view, action),
          where: () => homePlace(view),
        }),
  }
}

function messageTarget(
  core: Core,
  person: PersonRecord,
  channel: ChannelRecord,
  message: MessageRecord,
): Target {
  const form = () => message.forms.get(person.id) ?? initialForm(message.blocks)
  return {
    suggested: message.suggested,
    form,
    keep(next) {
      message.forms.set(person.id, next)
      core.state.changed()
    },
    payload: (action) => messageActionPayload(core, person, channel, message, form(), action),
    where: () => messagePlace(core, channel, message),
  }
}

function suggestionKey(placed: PlacedElement): string {
  return `${placed.blockId}/${placed.actionId}`
}

function dispatches(placed: PlacedElement, enter: boolean): boolean {
  const { block, element } = placed
  if (block.type !== 'input') return true
  if (block.dispatch_action !== true) return false
  if (element.type !== 'plain_text_input' && element.type !== 'number_input') return true
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']
  return triggers.includes(enter ? 'on_enter_pressed' : 'on_character_entered')
}
