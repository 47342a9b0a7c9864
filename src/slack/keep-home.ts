import type { WebClient } from '@slack/web-api'
import type { Person } from '../request/person.ts'
import type { SubmitResult } from '../usecases/submit-request.ts'
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
  function shown(person: Person, result: SubmitResult): SubmitResult {
    if (result.kind !== 'submitted') return result
    const publishing = publishHome(person, client, deps)
    inFlight
      .track(publishing)
      .catch((error) => deps.log.warn({ error, user: person.user }, 'a Home was not brought up to date'))
    return result
  }

  return {
    ...deps,
    submit: async (submission, desk) => shown(submission.by, await deps.submit(submission, desk)),
    undo: async (id, submission, desk) => shown(submission.by, await deps.undo(id, submission, desk)),
  }
}
