import type { Block, InteractiveElement } from './blocks/block.ts'
import { placedElements } from './blocks/elements.ts'
import { optionsOf } from './blocks/menus.ts'
import type { ChoiceOption } from './blocks/options.ts'
import { type Entry, heldBy, type StateValue } from './form.ts'
import { namingOf } from './naming.ts'
import { readableBlocks } from './readable.ts'
import type { State, ViewRecord } from './state.ts'

/** A field of a modal, under its label. */
export interface Field {
  readonly label: string
  readonly hint: string | undefined
  /** What is entered or chosen: a text, the texts of the options, or null. */
  readonly value: string | readonly string[] | null
  readonly error: string | undefined
  /** What the options say. */
  readonly options: readonly string[]
  readonly address: { readonly blockId: string; readonly actionId: string }
  /** What a person's words mean here: options are named by what they say. */
  entryFor(words: string | readonly string[] | null): Entry
}

/** The topmost view as someone saw it at one time. */
export interface Modal {
  readonly id: string
  readonly title: string
  readonly submit: string | undefined
  readonly close: string
  readonly fields: readonly Field[]
  readonly blocks: readonly Block[]
  readonly callbackId: string
  readonly trouble: string | undefined
  /** How many views lie on the stack. */
  readonly depth: number
  /** What a person reads. */
  readonly readable: string
}

export function modalOf(record: ViewRecord, state: State): Modal {
  const { view } = record
  return {
    id: record.id,
    title: view.title.text,
    submit: view.submit?.text,
    close: view.close?.text ?? 'Cancel',
    fields: fieldsOf(record),
    blocks: view.blocks,
    callbackId: view.callback_id ?? '',
    trouble: record.trouble,
    depth: (state.modals.get(record.owner) ?? []).length,
    readable: [view.title.text, readableBlocks(view.blocks, namingOf(state)), record.trouble ?? ''].join(
      '\n',
    ),
  }
}

/** The field under this label. Throws an Error that says which labels there are. */
export function fieldOf(modal: Modal, label: string): Field {
  const found = modal.fields.find((field) => field.label === label)
  if (found !== undefined) return found
  const labels = modal.fields.map((field) => `"${field.label}"`).join(', ')
  throw new Error(`There is no field "${label}" in "${modal.title}", only: ${labels || 'none'}`)
}

function fieldsOf(record: ViewRecord): readonly Field[] {
  return placedElements(record.view.blocks).flatMap(({ block, element, blockId, actionId }) => {
    const value = record.form[blockId]?.[actionId]
    if (value === undefined) return []
    const offered =
      element.type === 'external_select'
        ? (record.suggested.get(`${blockId}/${actionId}`) ?? [])
        : 'options' in element || 'option_groups' in element
          ? optionsOf(element)
          : []
    return [
      {
        label: labelOf(block) ?? actionId,
        hint: block.type === 'input' ? block.hint?.text : undefined,
        value: wordsOf(value),
        error: record.errors[blockId],
        options: offered.map((option) => option.text.text),
        address: { blockId, actionId },
        entryFor: (words) => entryFor(element, offered, words),
      },
    ]
  })
}

/** An input has a label; an element beside a text goes by that text. */
function labelOf(block: Block): string | undefined {
  if (block.type === 'input') return block.label.text
  return block.type === 'section' ? block.text?.text : undefined
}

function wordsOf(value: StateValue): Field['value'] {
  if ('selected_option' in value) return value.selected_option?.text.text ?? null
  if ('selected_options' in value) return value.selected_options.map((option) => option.text.text)
  return heldBy(value)
}

function entryFor(
  element: InteractiveElement,
  offered: readonly ChoiceOption[],
  words: string | readonly string[] | null,
): Entry {
  if (words === null || !/select|checkboxes|radio/.test(element.type)) return words
  if (element.type === 'users_select' || element.type === 'conversations_select') return words
  const valueSaying = (says: string): string => {
    const option = offered.find((one) => one.text.text === says) ?? offered.find((one) => one.value === says)
    if (option !== undefined) return option.value
    throw new Error(
      `"${says}" is not offered, only: ${offered.map((one) => `"${one.text.text}"`).join(', ')}`,
    )
  }
  return typeof words === 'string' ? valueSaying(words) : words.map(valueSaying)
}
