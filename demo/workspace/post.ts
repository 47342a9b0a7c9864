import type { Block } from './blocks/block.ts'
import type { MessageRecord, State } from './state.ts'

/** What is needed to say something. */
export interface Post {
  readonly channel: string
  readonly author: string
  readonly text: string
  readonly blocks: readonly Block[]
  readonly threadTs: string | undefined
  /** Ids of files; none where it is left out. */
  readonly files?: readonly string[]
  readonly metadata: unknown
  readonly visibleTo: string | undefined
}

/** Puts a message into its channel. */
export function post(state: State, what: Post): MessageRecord {
  const message: MessageRecord = {
    ...what,
    files: what.files ?? [],
    ts: state.nextTs(),
    earlier: [],
    editedTs: undefined,
    forms: new Map(),
    suggested: new Map(),
  }
  state.messages.push(message)
  state.changed()
  return message
}

/** Changes a message where it stands. What is undefined stays as it was. */
export function revise(
  state: State,
  message: MessageRecord,
  text: string | undefined,
  blocks: readonly Block[] | undefined,
): void {
  if (text !== undefined) message.text = text
  if (blocks !== undefined) {
    message.earlier = [...message.earlier, message.blocks]
    message.blocks = blocks
  }
  message.editedTs = state.nextTs()
  state.changed()
}
