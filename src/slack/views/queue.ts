import type { QueueEvent } from '../../request/queue.ts'
import { requestName } from '../../request/request.ts'
import type { ServerStatus } from '../../usecases/server-status.ts'
import { delayText, operatorText } from './delay.ts'
import { type Message, say } from './message.ts'
import { namesOf } from './names.ts'
import { pairText } from './pair.ts'
import { escapeMrkdwn } from './text.ts'

/** What the approvals channel is told of a server's queue. */
export function queueNotice(server: string, event: QueueEvent): Message {
  const name = escapeMrkdwn(server)
  switch (event.type) {
    case 'paused': {
      const reason = event.reason === '' ? '' : ` ${escapeMrkdwn(event.reason)}`
      return say(
        `*The queue of ${name} is paused* by ${operatorText(event.by)}.${reason} What is approved waits until somebody resumes it: \`/dhcp resume on ${name}\``,
      )
    }
    case 'resumed':
      return say(`*The queue of ${name} goes on*, resumed by ${operatorText(event.by)}.`)
    case 'stopped':
      return say(
        `*The queue of ${name} has stopped: somebody has to look at the server.* ${STOPPED[event.outcome]} ${escapeMrkdwn(event.detail)}\nRead dhcpd's log on the server and put right what it says. Then let the queue go on: \`/dhcp resume on ${name}\``,
      )
    default:
      return event satisfies never
  }
}

const STOPPED = {
  'rolled-back': 'An approved change failed. The old configuration was put back and is serving.',
  'needs-operator': 'It is not certain that dhcpd is serving, and serving what it should.',
} as const

/** The answer to `/dhcp status`, to the person alone: a line for each server. */
export function statusMessage(servers: readonly ServerStatus[]): Message {
  return say(servers.map(statusLine).join('\n'))
}

/** Whether changes are applied on a server, what waits and why, and what was changed by hand. */
export function statusLine({ server, hold, waiting, unreviewed, drifted, pair }: ServerStatus): string {
  const state = hold ? delayText(hold) : 'Changes are applied as they are approved.'
  const requests = waiting === 1 ? '1 approved request waits.' : `${waiting} approved requests wait.`
  const review =
    unreviewed.length === 0
      ? ''
      : ` Approved in an emergency and not reviewed yet: ${unreviewed.map(requestName).join(', ')}.`
  const drift = drifted.length === 0 ? '' : ` Changed by hand since they were applied: ${namesOf(drifted)}.`
  return `*${escapeMrkdwn(server)}*: ${state} ${waiting === 0 ? 'Nothing waits.' : requests}${review}${drift}${pair ? ` ${pairText(pair)}` : ''}`
}
