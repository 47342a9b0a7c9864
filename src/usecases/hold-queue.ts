import type { Operator } from '../request/person.ts'
import type { Queue, QueueRefusal } from '../request/queue.ts'
import { carryOutOnQueue } from './carry-out-on-queue.ts'
import type { Clock, QueueStore } from './ports.ts'

export interface HoldDeps {
  readonly queues: Pick<QueueStore, 'find' | 'commit'>
  readonly clock: Clock
}

/** A person pauses a server's queue: what is approved waits until it is resumed. Whether they may is the caller's to know. */
export function pauseQueue(
  server: string,
  by: Operator,
  reason: string,
  { queues, clock }: HoldDeps,
): Promise<Queue | QueueRefusal> {
  return carryOutOnQueue(queues, server, { type: 'pause', by, at: clock(), reason })
}

/** A person lets a queue that was paused, or that stopped by itself, go on. */
export function resumeQueue(
  server: string,
  by: Operator,
  { queues, clock }: HoldDeps,
): Promise<Queue | QueueRefusal> {
  return carryOutOnQueue(queues, server, { type: 'resume', by, at: clock() })
}
