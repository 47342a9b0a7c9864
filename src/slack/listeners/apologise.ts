import type { WebClient } from '@slack/web-api'
import type { Log } from '../../usecases/ports.ts'

/**
 * The end of every listener that failed: the error goes to the log, and the person is told that nothing was done. A
 * form that was not acknowledged stays open in Slack with all its text.
 */
export async function apologise(
  error: Error,
  body: object,
  client: Pick<WebClient, 'chat'>,
  log: Log,
): Promise<void> {
  const user = userOf(body)
  log.error({ error, user }, 'an interaction failed')
  if (!user) return
  const text =
    'Something went wrong on my side, so I may not have done what you asked. Nothing was changed on a server by it. Please try again, and tell whoever runs Leasehold if it stays so: the log has the reason.'
  try {
    await client.chat.postMessage({ channel: user, text })
  } catch (failure) {
    log.error({ error: failure, user }, 'and the person could not be told')
  }
}

function userOf(body: object): string | undefined {
  const user: unknown = Reflect.get(body, 'user')
  const id =
    typeof user === 'object' && user !== null ? Reflect.get(user, 'id') : Reflect.get(body, 'user_id')
  return typeof id === 'string' ? id : undefined
}
