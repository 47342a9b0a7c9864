import type { KnownBlock } from '@slack/types'

/** Slack takes at most so many blocks in a message. */
const MOST_BLOCKS = 50

/**
 * And about 13,200 characters of JSON in all: it says so nowhere, but refuses more (bolt-js, issues 2509 and 2867). What
 * is told later makes a card longer.
 */
const MOST_CHARACTERS = 11_500

/** Whether Slack takes these blocks in one message. */
export function fits(blocks: readonly KnownBlock[]): boolean {
  return blocks.length <= MOST_BLOCKS && JSON.stringify(blocks).length <= MOST_CHARACTERS
}
