import type { RequestEvent } from '../../request/events.ts'
import { eventSaid, type Words } from '../../usecases/event-said.ts'
import { escapeMrkdwn, mention, time } from './text.ts'

const WORDS: Words = { who: mention, text: escapeMrkdwn }

/** What happened to a request and when, in a line of mrkdwn. */
export function storyLine(event: RequestEvent): string {
  return `${time(event.at)}: ${eventSaid(event, WORDS)}`
}
