import type { WebClient } from '@slack/web-api'
import type { Log } from '../../usecases/ports.ts'

/**
 * The end of every listener that failed: the error goes to the log, and the person is told that something went wrong.
 * A form that was not acknowledged stays open in Slack with all its text.
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
    'Something went wrong on my side with what you just did. Please look whether it was done before you try again, and tell whoever runs Leasehold if it stays so: the log has the reason.'
  try {
    await client.chat.postMessage({ channel: user, text })
  } catch (failure) {
    log.error({ error: failure, user }, 'and the person could not be told')
  }
}

/** Commands name the person in one way, everything else in another. */
function userOf(body: object): string | undefined {
  const user: unknown = Reflect.get(body, 'user')
  const id =
    typeof user === 'object' && user !== null ? Reflect.get(user, 'id') : Reflect.get(body, 'user_id')
  return typeof id === 'string' ? id : undefined
}
