import type { KnownBlock, ModalView } from '@slack/types'
import { plain } from './text.ts'

/** A modal that only says something. */
export function messageView(title: string, blocks: KnownBlock[]): ModalView {
  return { type: 'modal', title: plain(title, 24), close: plain('Close', 24), blocks }
}
