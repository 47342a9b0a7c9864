import type { Queue } from '../request/queue.ts'
import type { Delay } from '../request/request.ts'
import { type Schedule, waitAt } from '../request/schedule.ts'

/** Why nothing may be applied to a server now, in words for those who wait; undefined when it may. */
export function holdOf(queue: Queue, schedule: Schedule, at: string): Delay | undefined {
  return brakeOf(queue) ?? waitOf(queue.server, schedule, at)
}

/** The hand on the brake: a stop or a pause holds everything, what was approved in an emergency too (SAFETY C8). */
export function brakeOf({ server, stop, pause }: Queue): Delay | undefined {
  if (stop) {
    return {
      reason: `The queue of ${server} stopped after ${WHAT[stop.outcome]}. ${stop.detail}`,
      advice: `Somebody has to look at the server first, and then resume it: /dhcp resume on ${server}`,
    }
  }
  if (pause) {
    const reason = pause.reason || 'no reason was given.'
    return { reason, advice: `It is applied when the queue of ${server} is resumed.`, by: pause.by }
  }
  return undefined
}

const WHAT = {
  'rolled-back': 'an approved change that failed and was taken back',
  'needs-operator': 'a change after which it is not certain that dhcpd is serving what it should',
} as const

/** The calendar: windows and freezes hold what can wait for them. */
export function waitOf(server: string, schedule: Schedule, at: string): Delay | undefined {
  const wait = waitAt(schedule, at)
  if (!wait) return undefined
  const reason = wait.freeze
    ? `Nothing is changed on ${server} now: ${wait.freeze.reason}.`
    : `Changes of ${server} are applied in its maintenance window.`
  const advice = 'Nothing to do: it is applied by itself then.'
  return { reason, advice, ...(wait.until === undefined ? {} : { until: wait.until }) }
}
