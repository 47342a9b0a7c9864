import type { WebClient } from '@slack/web-api'
import type { Log } from '../usecases/ports.ts'

/** What is posted in a channel, and where the configuration names it. */
interface Use {
  readonly name: string
  readonly key: string
}

export const APPROVALS: Use = { name: 'approvals channel', key: 'slack.approvals' }
export const AUDIT: Use = { name: 'channel of the audit logs', key: 'slack.auditChannel' }

/** Says in the log when the bot is not in a channel, where its messages would not arrive. */
export async function warnWhenNotInChannel(
  client: Pick<WebClient, 'conversations'>,
  channel: string,
  { name, key }: Use,
  log: Log,
): Promise<void> {
  const advice = `Invite the bot into the ${name} (/invite @Leasehold), or correct ${key}.`
  try {
    const { channel: facts } = await client.conversations.info({ channel })
    if (!facts?.is_member) log.warn({ channel }, `The bot is not in the ${name}. ${advice}`)
  } catch (error) {
    log.warn({ channel, error }, `The ${name} cannot be seen. ${advice}`)
  }
}
