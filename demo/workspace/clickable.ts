import type { Block } from './blocks/block.ts'
import { type PlacedElement, placedElements } from './blocks/elements.ts'
import { optionsOf } from './blocks/menus.ts'
import type { Confirmation } from './blocks/options.ts'
import type { Entry } from './form.ts'

/** Something in a message or a modal that is reached by its words. */
export interface Clickable {
  readonly says: string
  readonly address: { readonly blockId: string; readonly actionId: string }
  readonly entry: Entry
  readonly confirm: Confirmation | undefined
}

/** The button with this text, or the option of a menu that says it. Throws an Error that says what there is. */
export function clickable(blocks: readonly Block[], text: string): Clickable {
  const all = placedElements(blocks).flatMap(worded)
  const found = all.find((one) => one.says === text)
  if (found !== undefined) return found
  const there = all.map((one) => `"${one.says}"`).join(', ')
  throw new Error(`There is no "${text}" to click, only: ${there || 'nothing'}`)
}

function worded(placed: PlacedElement): readonly Clickable[] {
  const { element, blockId, actionId } = placed
  const common = {
    address: { blockId, actionId },
    confirm: 'confirm' in element ? element.confirm : undefined,
  }
  if (element.type === 'button') return [{ ...common, says: element.text.text, entry: null }]
  if (!('options' in element) && !('option_groups' in element)) return []
  return optionsOf(element).map((option) => ({ ...common, says: option.text.text, entry: option.value }))
}
