import type { KnownBlock } from '@slack/types'
import { paragraph } from './text.ts'

/** A section holds 3,000 characters. */
const LINES_A_BLOCK = 10
/** What a message holds in all, with room for what stands round it: see the cards. */
const MOST_CHARACTERS = 10_000

/** Lines of mrkdwn as blocks, as many of the first ones as fit into a message together. */
export function lineBlocks(lines: readonly string[]): {
  readonly shown: number
  readonly blocks: readonly KnownBlock[]
} {
  const fitting = thatFit(lines)
  const count = Math.ceil(fitting.length / LINES_A_BLOCK)
  const blocks = Array.from({ length: count }, (_, index) =>
    paragraph(fitting.slice(index * LINES_A_BLOCK, (index + 1) * LINES_A_BLOCK).join('\n')),
  )
  return { shown: fitting.length, blocks }
}

function thatFit(lines: readonly string[]): readonly string[] {
  let length = 0
  const end = lines.findIndex((line) => {
    length += JSON.stringify(line).length
    return length > MOST_CHARACTERS
  })
  return end === -1 ? lines : lines.slice(0, end)
}
