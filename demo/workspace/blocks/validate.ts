import type { z } from 'zod'
import { type Block, block } from './block.ts'
import { countCharacters, items } from './characters.ts'
import { withIds } from './elements.ts'
import { type BlockProblem, problemsOf } from './problems.ts'
import { type HomeView, homeView, type ModalView, modalView } from './view.ts'
import { type Surface, wholeProblems } from './whole.ts'

/** What was sent, checked and with every id filled in; or everything that Slack would refuse in it. */
export type Checked<Value> =
  | { readonly kind: 'valid'; readonly value: Value }
  | { readonly kind: 'invalid'; readonly problems: readonly BlockProblem[] }

/**
 * Characters of a message's blocks as JSON above which Slack answers `msg_blocks_too_long`: it documents no such limit,
 * and people who met it counted about so many (bolt-js, issues 2509 and 2867).
 */
const LONGEST_BLOCKS = 13_200

/** Whether the blocks of a message are more than Slack takes, though each is short enough. */
export function areTooLong(blocks: readonly Block[]): boolean {
  return countCharacters(JSON.stringify(blocks)) > LONGEST_BLOCKS
}

/** The blocks of a message: at most 50. Pointers begin with `/blocks`. */
export function checkMessageBlocks(sent: unknown): Checked<Block[]> {
  const parsed = items(block, 0, 50).safeParse(sent)
  if (!parsed.success) return { kind: 'invalid', problems: problemsOf(parsed.error, sent, '/blocks') }
  return judged(parsed.data, 'message', '/blocks', withIds(parsed.data))
}

/** A modal. Pointers begin with `/view`. */
export function checkModal(sent: unknown): Checked<ModalView> {
  return checkView(modalView, sent, 'modal')
}

/** The App Home of one person. Pointers begin with `/view`. */
export function checkHome(sent: unknown): Checked<HomeView> {
  return checkView(homeView, sent, 'home')
}

function checkView<View extends ModalView | HomeView>(
  schema: z.ZodType<View>,
  sent: unknown,
  surface: Surface,
): Checked<View> {
  const parsed = schema.safeParse(sent)
  if (!parsed.success) return { kind: 'invalid', problems: problemsOf(parsed.error, sent, '/view') }
  const view = { ...parsed.data, blocks: withIds(parsed.data.blocks) }
  return judged(parsed.data.blocks, surface, '/view/blocks', view)
}

function judged<Value>(
  blocks: readonly Block[],
  surface: Surface,
  root: string,
  value: Value,
): Checked<Value> {
  const problems = wholeProblems(blocks, surface, root)
  return problems.length === 0 ? { kind: 'valid', value } : { kind: 'invalid', problems }
}
