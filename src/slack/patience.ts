import { ErrorCode, type WebClient } from '@slack/web-api'
import { TryLater } from '../usecases/ports.ts'

/** What messages are sent with. */
export type Chat = Pick<WebClient['chat'], 'postMessage' | 'update'>

/**
 * The same, and where Slack says that it gets too much for a channel, nothing is sent there for as long as it asks
 * (`Retry-After`): calls fail at once with {@link TryLater}.
 * @param now milliseconds, of a clock that only goes forward
 */
export function patientChat(chat: Chat, now: () => number): Chat {
  const quietUntil = new Map<string, number>()

  function patiently<A extends { readonly channel: string }, R>(send: (args: A) => Promise<R>) {
    return async (args: A): Promise<R> => {
      const left = (quietUntil.get(args.channel) ?? 0) - now()
      if (left > 0) throw new TryLater(left)
      try {
        return await send(args)
      } catch (error) {
        const wait = askedToWait(error)
        if (wait === undefined) throw error
        quietUntil.set(args.channel, now() + wait)
        throw new TryLater(wait)
      }
    }
  }

  return { postMessage: patiently(chat.postMessage), update: patiently(chat.update) }
}

/** For how many milliseconds; undefined where something else went wrong. */
function askedToWait(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const seconds: unknown = Reflect.get(error, 'retryAfter')
  const isLimit = Reflect.get(error, 'code') === ErrorCode.RateLimitedError
  return isLimit && typeof seconds === 'number' ? seconds * 1_000 : undefined
}
