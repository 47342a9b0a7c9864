import type { Operator } from '../../request/person.ts'
import type { Delay } from '../../request/request.ts'
import { escapeMrkdwn, mention, time } from './text.ts'

/** Why something waits, until when, who asked for it, and what to do, in mrkdwn. */
export function delayText({ reason, advice, until, by }: Delay): string {
  const what = by ? `Paused by ${operatorText(by)}:` : until ? `Waits until ${time(until)}:` : 'Waiting:'
  return `${what} ${escapeMrkdwn(`${reason} ${advice}`)}`
}

/** Who paused or resumed, in mrkdwn. */
export function operatorText(by: Operator): string {
  return 'user' in by ? mention(by) : `${escapeMrkdwn(by.localUser)} (at the command line)`
}
