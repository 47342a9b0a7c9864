import type { Block } from './blocks/block.ts'
import { namingOf } from './naming.ts'
import { readableBlocks } from './readable.ts'
import type { State } from './state.ts'

/** The app's Home as its person saw it at one time. */
export interface SeenHome {
  readonly id: string
  readonly blocks: readonly Block[]
  /** What a person reads. */
  readonly readable: string
}

/** What the person sees in the Home tab now; undefined where nothing was published. */
export function seenHome(state: State, userId: string): SeenHome | undefined {
  const home = state.homes.get(userId)
  if (home === undefined) return undefined
  const { blocks } = home.view
  return { id: home.id, blocks, readable: readableBlocks(blocks, namingOf(state)) }
}
