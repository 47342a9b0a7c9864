import { after } from '../request/instant.ts'
import { headTexts } from './note-heads.ts'
import type { AuditStore, Clock, HeadNotes } from './ports.ts'

/** Milliseconds between two looks: what failed is tried again after this. */
const HOUR = 3_600_000
/** Milliseconds between two messages. */
const DAY = 24 * HOUR

export interface HeadPostDeps {
  readonly audit: Pick<AuditStore, 'heads'>
  readonly headNotes: HeadNotes
  /** Tells the ends in the channel. */
  readonly post: (heads: readonly string[]) => Promise<void>
  readonly clock: Clock
}

/**
 * Puts the ends of the audit logs into a channel, where others have them, too (SAFETY K5): once a day, where they have moved,
 * and by one of several bots.
 * @returns a job, and the milliseconds after which it wants to run again
 */
export function createHeadPosts(channel: string, deps: HeadPostDeps): () => Promise<number> {
  return async () => {
    const heads = headTexts(await deps.audit.heads())
    if (heads.length > 0) await postOnce(channel, heads, deps)
    return HOUR
  }
}

async function postOnce(
  channel: string,
  heads: readonly string[],
  { headNotes, post, clock }: HeadPostDeps,
): Promise<void> {
  const at = clock()
  const note = { channel, heads: heads.join(' '), at }
  if (!(await headNotes.take(note, after(at, -DAY)))) return
  try {
    await post(heads)
  } catch (error) {
    await headNotes.giveBack(note)
    throw error
  }
}
