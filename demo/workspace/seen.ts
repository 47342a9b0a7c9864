import type { Block } from './blocks/block.ts'
import { namingOf } from './naming.ts'
import { readableBlocks, readableMarkdown } from './readable.ts'
import { type FileRecord, filesOf, type MessageRecord, type State } from './state.ts'

/** A message as someone saw it at one time. */
export interface SeenMessage {
  readonly channel: string
  readonly ts: string
  readonly author: string
  readonly threadTs: string | undefined
  readonly text: string
  readonly blocks: readonly Block[]
  readonly ephemeral: boolean
  readonly edited: boolean
  readonly metadata: unknown
  readonly files: readonly FileRecord[]
  /** What a person reads: the blocks, or the text where there are none. */
  readonly readable: string
}

/** The messages of a channel that this person sees, oldest first: none where they are no member. */
export function seenMessages(state: State, userId: string, channel: string): readonly SeenMessage[] {
  if (state.channels.get(channel)?.members.includes(userId) !== true) return []
  return messagesFor(state, userId, channel).map((one) => seenMessage(state, one))
}

/** The messages of a channel without those that only somebody else sees, oldest first. */
export function messagesFor(state: State, userId: string, channel: string): readonly MessageRecord[] {
  return state.messages
    .filter((one) => one.channel === channel)
    .filter((one) => one.visibleTo === undefined || one.visibleTo === userId)
}

/** What a person reads in a message; a file is there by its alt text, or else by its title. */
export function readable(state: State, message: Pick<MessageRecord, 'text' | 'blocks' | 'files'>): string {
  const said =
    message.blocks.length > 0
      ? readableBlocks(message.blocks, namingOf(state))
      : readableMarkdown(message.text, namingOf(state))
  const files = filesOf(state, message).map(({ altText, title }) => `[${altText ?? title}]`)
  return [said, ...files].filter((line) => line !== '').join('\n')
}

function seenMessage(state: State, message: MessageRecord): SeenMessage {
  return {
    channel: message.channel,
    ts: message.ts,
    author: message.author,
    threadTs: message.threadTs,
    text: message.text,
    blocks: message.blocks,
    ephemeral: message.visibleTo !== undefined,
    edited: message.editedTs !== undefined,
    metadata: message.metadata,
    files: filesOf(state, message),
    readable: readable(state, message),
  }
}
