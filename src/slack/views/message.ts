import type { KnownBlock } from '@slack/types'
import { paragraph } from './text.ts'

/** A message as Slack takes it: `text` is what notifications and screen readers get. */
export interface Message {
  readonly text: string
  readonly blocks: KnownBlock[]
}

/** A message of one paragraph of mrkdwn. */
export function say(text: string): Message {
  return { text, blocks: [paragraph(text)] }
}
