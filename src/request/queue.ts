import type { Operator } from './person.ts'

/**
 * Whether the approved requests of a server are applied: a person may pause its queue, and it stops by itself when a
 * start failed (SAFETY C8). What is under way when that happens is finished.
 */
export interface Queue {
  readonly server: string
  /** Counts the events; a write names the version that it was decided on. */
  readonly version: number
  readonly pause: Pause | undefined
  readonly stop: Stop | undefined
  /** The transaction of the last stop: it is told again when the bot was killed, and stops the queue only once. */
  readonly stoppedBy: string | undefined
}

/** A person's hand on the brake. */
export interface Pause {
  readonly by: Operator
  readonly at: string
  /** In the person's words; empty where none was given. */
  readonly reason: string
}

/** The queue waits for a person to look at the server. */
export interface Stop {
  readonly at: string
  readonly transaction: string
  readonly outcome: 'rolled-back' | 'needs-operator'
  readonly detail: string
}

/** What happened to a queue. */
export type QueueEvent =
  | ({ readonly type: 'paused' } & Pause)
  | ({ readonly type: 'stopped' } & Stop)
  | { readonly type: 'resumed'; readonly by: Operator; readonly at: string }

/** What a person, or the worker, wants of a queue. */
export type QueueCommand =
  | ({ readonly type: 'pause' } & Pause)
  | ({ readonly type: 'stop' } & Stop)
  | { readonly type: 'resume'; readonly by: Operator; readonly at: string }

/** Why a command is not taken. */
export type QueueRefusal =
  | { readonly refusal: 'already-paused'; readonly pause: Pause }
  /** It is neither paused nor stopped. */
  | { readonly refusal: 'not-held' }

/** The queue of a server to which nothing has happened yet. */
export function newQueue(server: string): Queue {
  return { server, version: 0, pause: undefined, stop: undefined, stoppedBy: undefined }
}

/** Decides a command in the present state of a queue; an empty list where there is nothing to record. */
export function decideQueue(command: QueueCommand, queue: Queue): readonly QueueEvent[] | QueueRefusal {
  switch (command.type) {
    case 'pause':
      return queue.pause
        ? { refusal: 'already-paused', pause: queue.pause }
        : [{ ...command, type: 'paused' }]
    case 'stop':
      return queue.stoppedBy === command.transaction ? [] : [{ ...command, type: 'stopped' }]
    case 'resume':
      return isHeld(queue) ? [{ ...command, type: 'resumed' }] : { refusal: 'not-held' }
    default:
      return command satisfies never
  }
}

/** The queue after an event that {@link decideQueue} gave for it. One resume takes back a pause and a stop. */
export function evolveQueue(queue: Queue, event: QueueEvent): Queue {
  const next = { ...queue, version: queue.version + 1 }
  switch (event.type) {
    case 'paused': {
      const { type: _, ...pause } = event
      return { ...next, pause }
    }
    case 'stopped': {
      const { type: _, ...stop } = event
      return { ...next, stop, stoppedBy: stop.transaction }
    }
    case 'resumed':
      return { ...next, pause: undefined, stop: undefined }
    default:
      return event satisfies never
  }
}

/** Whether nothing may be applied until somebody resumes the queue. */
export function isHeld({ pause, stop }: Queue): boolean {
  return pause !== undefined || stop !== undefined
}
