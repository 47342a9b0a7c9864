import { randomBytes } from 'node:crypto'
import type { Block, InteractiveElement } from './block.ts'

/** The elements of a block that a person can act on, in the order in which they are read. */
export function elementsOf(block: Block): readonly InteractiveElement[] {
  switch (block.type) {
    case 'actions':
      return block.elements
    case 'input':
      return [block.element]
    case 'section':
      return block.accessory === undefined || block.accessory.type === 'image' ? [] : [block.accessory]
    default:
      return []
  }
}

/** An element with the ids under which it is reached. */
export interface PlacedElement {
  readonly block: Block
  readonly blockId: string
  readonly actionId: string
  readonly element: InteractiveElement
}

/** All interactive elements of blocks that have passed {@link withIds}. */
export function placedElements(blocks: readonly Block[]): readonly PlacedElement[] {
  return blocks.flatMap((block) =>
    elementsOf(block).map((element) => ({
      block,
      blockId: block.block_id ?? '',
      actionId: element.action_id ?? '',
      element,
    })),
  )
}

/** The element with these ids, if it is there. */
export function findElement(
  blocks: readonly Block[],
  blockId: string,
  actionId: string,
): PlacedElement | undefined {
  return placedElements(blocks).find((one) => one.blockId === blockId && one.actionId === actionId)
}

/** A copy in which every block and every interactive element has an id: what was left out, Slack makes up. */
export function withIds(blocks: readonly Block[]): Block[] {
  const copy = structuredClone(blocks) as Block[]
  for (const block of copy) {
    block.block_id ??= madeUpId()
    for (const element of elementsOf(block)) element.action_id ??= madeUpId()
  }
  return copy
}

function madeUpId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5)
}
