import type { WebClient } from '@slack/web-api'
import type { Log } from '../usecases/ports.ts'

/** Says in the log when the bot is not in the approvals channel, where its cards would not arrive. */
export async function warnWhenNotInChannel(
  client: Pick<WebClient, 'conversations'>,
  channel: string,
  log: Log,
): Promise<void> {
  const advice = 'Invite the bot into the approvals channel (/invite @Leasehold), or correct slack.approvals.'
  try {
    const { channel: facts } = await client.conversations.info({ channel })
    if (!facts?.is_member) log.warn({ channel }, `The bot is not in the approvals channel. ${advice}`)
  } catch (error) {
    log.warn({ channel, error }, `The approvals channel cannot be seen. ${advice}`)
  }
}
