import type { Block } from './block.ts'
import { elementsOf } from './elements.ts'
import type { BlockProblem } from './problems.ts'

/** Where blocks are shown. */
export type Surface = 'message' | 'modal' | 'home'

/** The rules that hold between blocks: ids that are there once, one focus, and what a surface does not take. */
export function wholeProblems(
  blocks: readonly Block[],
  surface: Surface,
  root: string,
): readonly BlockProblem[] {
  return [
    ...repeatedBlockIds(blocks, root),
    ...repeatedActionIds(blocks, root),
    ...focus(blocks, surface, root),
  ]
}

function repeatedBlockIds(blocks: readonly Block[], root: string): readonly BlockProblem[] {
  const ids = blocks.map((block) => block.block_id)
  return repeats(ids).map((index) => ({
    message: `\`block_id\` "${ids[index]}" already exists for another block`,
    pointer: `${root}/${index}/block_id`,
  }))
}

function repeatedActionIds(blocks: readonly Block[], root: string): readonly BlockProblem[] {
  return blocks.flatMap((block, at) => {
    const ids = elementsOf(block).map((element) => element.action_id)
    return repeats(ids).map((index) => ({
      message: `\`action_id\` "${ids[index]}" already exists for another element`,
      pointer: `${root}/${at}/elements/${index}/action_id`,
    }))
  })
}

/** The indices of ids that stood earlier in the list already. */
function repeats(ids: readonly (string | undefined)[]): readonly number[] {
  return ids.flatMap((id, index) => (id !== undefined && ids.indexOf(id) < index ? [index] : []))
}

function focus(blocks: readonly Block[], surface: Surface, root: string): readonly BlockProblem[] {
  const focused = blocks.flatMap((block, index) =>
    elementsOf(block).some((element) => 'focus_on_load' in element && element.focus_on_load) ? [index] : [],
  )
  return focused.slice(surface === 'message' ? 0 : 1).map((index) => ({
    message:
      surface === 'message'
        ? '`focus_on_load` is not supported in messages'
        : '`focus_on_load` can only be set for one element',
    pointer: `${root}/${index}`,
  }))
}
