import type { Queue } from '../request/queue.ts'
import type { Delay } from '../request/request.ts'
import { type Schedule, waitAt } from '../request/schedule.ts'

/** Why nothing may be applied to a server now, in words for those who wait; undefined when it may. */
export function holdOf(queue: Queue, schedule: Schedule, at: string): Delay | undefined {
  const { server, stop, pause } = queue
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
  return waitOf(server, schedule, at)
}

const WHAT = {
  'rolled-back': 'an approved change that failed and was taken back',
  'needs-operator': 'a change after which it is not certain that dhcpd is serving what it should',
} as const

function waitOf(server: string, schedule: Schedule, at: string): Delay | undefined {
  const wait = waitAt(schedule, at)
  if (!wait) return undefined
  const reason = wait.freeze
    ? `Nothing is changed on ${server} now: ${wait.freeze.reason}.`
    : `Changes of ${server} are applied in its maintenance window.`
  const advice = 'Nothing to do: it is applied by itself then.'
  return { reason, advice, ...(wait.until === undefined ? {} : { until: wait.until }) }
}
