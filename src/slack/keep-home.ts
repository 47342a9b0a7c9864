import type { WebClient } from '@slack/web-api'
import type { SlackDeps } from './deps.ts'
import type { InFlight } from './in-flight.ts'
import { publishHome } from './publish-home.ts'

/**
 * Lets a person's Home show what they have just asked for: they may have it before their eyes. Nobody waits for that, and
 * where it fails the Home is right again when it is opened.
 */
export function keepingHome(
  deps: SlackDeps,
  client: Pick<WebClient, 'views'>,
  inFlight: Pick<InFlight, 'track'>,
): SlackDeps {
  return {
    ...deps,
    submit: async (submission, desk) => {
      const result = await deps.submit(submission, desk)
      if (result.kind === 'submitted') {
        const publishing = publishHome(submission.by, client, deps)
        inFlight
          .track(publishing)
          .catch((error) => deps.log.warn({ error }, 'a Home was not brought up to date'))
      }
      return result
    },
  }
}
