import type { WebClient } from '@slack/web-api'
import { headsMessage } from './views/heads.ts'

/** Tells the ends of the audit logs in a channel. */
export function createHeadPoster(
  client: Pick<WebClient, 'chat'>,
  channel: string,
): (heads: readonly string[]) => Promise<void> {
  return async (heads) => void (await client.chat.postMessage({ channel, ...headsMessage(heads) }))
}
