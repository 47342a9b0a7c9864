import type { Block, InteractiveElement } from './blocks/block.ts'
import { countCharacters } from './blocks/characters.ts'
import { placedElements } from './blocks/elements.ts'
import { optionsOf } from './blocks/menus.ts'
import { type ChoiceOption, sameOption } from './blocks/options.ts'

/** What one element holds, as Slack writes it in `state.values`. */
export type StateValue =
  | { readonly type: 'plain_text_input' | 'number_input'; readonly value: string | null }
  | {
      readonly type: 'static_select' | 'external_select' | 'radio_buttons'
      readonly selected_option: ChoiceOption | null
    }
  | {
      readonly type: 'checkboxes' | 'multi_static_select'
      readonly selected_options: readonly ChoiceOption[]
    }
  | { readonly type: 'users_select'; readonly selected_user: string | null }
  | { readonly type: 'conversations_select'; readonly selected_conversation: string | null }
  | { readonly type: 'datepicker'; readonly selected_date: string | null }

/** `state.values`: by block id, then by action id. */
export type FormValues = Readonly<Record<string, Readonly<Record<string, StateValue>>>>

/** What a person enters: text, the value of an option, the values of several, or nothing. */
export type Entry = string | readonly string[] | null

/** The values of blocks just shown: what the app preset, else nothing. */
export function initialForm(blocks: readonly Block[]): FormValues {
  return keptForm({}, blocks)
}

/** The values after an update: what the person entered stays where block id, action id and kind stay (SLACK.md). */
export function keptForm(before: FormValues, blocks: readonly Block[]): FormValues {
  const values: Record<string, Record<string, StateValue>> = {}
  for (const { blockId, actionId, element } of placedElements(blocks)) {
    const initial = initialValue(element)
    if (initial === undefined) continue
    const kept = before[blockId]?.[actionId]
    values[blockId] = {
      ...values[blockId],
      [actionId]: kept !== undefined && stillFits(kept, element) ? kept : initial,
    }
  }
  return values
}

/** The form with one element's value replaced. */
export function withValue(
  form: FormValues,
  blockId: string,
  actionId: string,
  value: StateValue,
): FormValues {
  return { ...form, [blockId]: { ...form[blockId], [actionId]: value } }
}

/**
 * What an entry means to an element: its new value, or undefined where Slack's page could not have made that entry
 * (an option that is not offered, text in a menu). `suggested` is what the app last offered for an external select.
 */
export function entered(
  element: InteractiveElement,
  entry: Entry,
  suggested: readonly ChoiceOption[],
): StateValue | undefined {
  const text = typeof entry === 'string' && entry !== '' ? entry : null
  const among = (options: readonly ChoiceOption[]) => options.find((option) => option.value === text)
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
      return { type: element.type, value: text }
    case 'users_select':
      return { type: element.type, selected_user: text }
    case 'conversations_select':
      return { type: element.type, selected_conversation: text }
    case 'datepicker':
      return { type: element.type, selected_date: text }
    case 'static_select':
    case 'radio_buttons':
      return chosen(element.type, text, among(optionsOf(element)))
    case 'external_select':
      return chosen(element.type, text, among(suggested))
    case 'checkboxes':
    case 'multi_static_select': {
      const wanted = Array.isArray(entry) ? entry : text === null ? [] : [text]
      const found = optionsOf(element).filter((option) => wanted.includes(option.value))
      return found.length === wanted.length ? { type: element.type, selected_options: found } : undefined
    }
    case 'button':
    case 'overflow':
      return undefined
  }
}

/** What Slack's page says under a field before it sends anything, by block id: required fields and lengths. */
export function unfilled(blocks: readonly Block[], form: FormValues): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {}
  for (const { block, blockId, actionId, element } of placedElements(blocks)) {
    if (block.type !== 'input') continue
    const value = form[blockId]?.[actionId]
    const error =
      value === undefined || isEmpty(value)
        ? block.optional === true
          ? undefined
          : 'Please complete this required field.'
        : wrongLength(element, value)
    if (error !== undefined) errors[blockId] = error
  }
  return errors
}

/** Whether nothing is entered or chosen. */
export function isEmpty(value: StateValue): boolean {
  const held = heldBy(value)
  return held === null || held.length === 0
}

/** What an element holds, whatever its kind. */
export function heldBy(value: StateValue): string | readonly string[] | null {
  if ('value' in value) return value.value
  if ('selected_option' in value) return value.selected_option?.value ?? null
  if ('selected_options' in value) return value.selected_options.map((option) => option.value)
  if ('selected_user' in value) return value.selected_user
  if ('selected_conversation' in value) return value.selected_conversation
  return value.selected_date
}

function chosen(
  type: 'static_select' | 'external_select' | 'radio_buttons',
  text: string | null,
  option: ChoiceOption | undefined,
): StateValue | undefined {
  if (text === null) return { type, selected_option: null }
  return option === undefined ? undefined : { type, selected_option: option }
}

function initialValue(element: InteractiveElement): StateValue | undefined {
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
      return { type: element.type, value: element.initial_value || null }
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type: element.type, selected_option: element.initial_option ?? null }
    case 'checkboxes':
    case 'multi_static_select':
      return { type: element.type, selected_options: element.initial_options ?? [] }
    case 'users_select':
      return { type: element.type, selected_user: element.initial_user ?? null }
    case 'conversations_select':
      return { type: element.type, selected_conversation: element.initial_conversation ?? null }
    case 'datepicker':
      return { type: element.type, selected_date: element.initial_date ?? null }
    case 'button':
    case 'overflow':
      return undefined
  }
}

function stillFits(value: StateValue, element: InteractiveElement): boolean {
  if (value.type !== element.type) return false
  if (element.type === 'external_select' || !('options' in element || 'option_groups' in element)) return true
  const offered = optionsOf(element)
  const held =
    'selected_options' in value
      ? value.selected_options
      : 'selected_option' in value && value.selected_option !== null
        ? [value.selected_option]
        : []
  return held.every((one) => offered.some((option) => sameOption(option, one)))
}

function wrongLength(element: InteractiveElement, value: StateValue): string | undefined {
  if (element.type !== 'plain_text_input' || !('value' in value) || value.value === null) return undefined
  const count = countCharacters(value.value)
  const { min_length: least = 0, max_length: most = 3000 } = element
  if (count < least) return `Please enter at least ${least} characters.`
  return count > most ? `Please enter at most ${most} characters.` : undefined
}
