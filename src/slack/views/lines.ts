import type { SectionBlock } from '@slack/types'
import { paragraph } from './text.ts'

/** What Slack takes in one section, in code points. */
const MOST_A_SECTION = 3_000
/** What a message holds in all, with room for what stands round it: see the cards. */
const MOST_CHARACTERS = 10_000

/** The first lines that fit into a message together. */
export function fitting(lines: readonly string[]): readonly string[] {
  let length = 0
  const end = lines.findIndex((line) => {
    length += JSON.stringify(line).length
    return length > MOST_CHARACTERS
  })
  return end === -1 ? lines : lines.slice(0, end)
}

/** Lines of mrkdwn below one another, in as few sections as hold them. */
export function lineBlocks(lines: readonly string[]): SectionBlock[] {
  const texts: string[] = []
  for (const line of lines) {
    const together = texts.length === 0 ? line : `${texts.at(-1)}\n${line}`
    if (texts.length > 0 && [...together].length <= MOST_A_SECTION) texts[texts.length - 1] = together
    else texts.push(line)
  }
  return texts.map(paragraph)
}
