import { describe, expect, test } from 'vitest'
import {
  decideQueue,
  evolveQueue,
  isHeld,
  newQueue,
  type Queue,
  type QueueCommand,
  type QueueEvent,
} from '../../src/request/queue.ts'
import { later, noon, person } from './samples.ts'

const ann = person('ann')
const paused = { type: 'paused', by: ann, at: noon, reason: 'a new switch' } as const satisfies QueueEvent
const stopped = {
  type: 'stopped',
  at: noon,
  transaction: 'tx-1',
  outcome: 'rolled-back',
  detail: 'dhcpd did not start',
} as const satisfies QueueEvent
const resumed = { type: 'resumed', by: ann, at: later } as const satisfies QueueEvent

const pause: QueueCommand = { ...paused, type: 'pause' }
const stop: QueueCommand = { ...stopped, type: 'stop' }
const resume: QueueCommand = { ...resumed, type: 'resume' }

/** The queue after these events. */
function given(...events: readonly QueueEvent[]): Queue {
  return events.reduce(evolveQueue, newQueue('campus'))
}

describe('a queue that runs', () => {
  test('is paused by a person', () => {
    expect(decideQueue(pause, given())).toEqual([paused])
  })

  test('is stopped by a start that failed', () => {
    expect(decideQueue(stop, given())).toEqual([stopped])
  })

  test('cannot be resumed', () => {
    expect(decideQueue(resume, given())).toEqual({ refusal: 'not-held' })
  })
})

describe('a queue that is paused', () => {
  test('is not paused again, and says by whom it was', () => {
    const refusal = decideQueue({ ...pause, by: { localUser: 'eve' } } as QueueCommand, given(paused))

    expect(refusal).toEqual({
      refusal: 'already-paused',
      pause: { by: ann, at: noon, reason: 'a new switch' },
    })
  })

  test('is also stopped when what was under way fails', () => {
    const queue = given(paused, stopped)

    expect([queue.pause?.by, queue.stop?.transaction]).toEqual([ann, 'tx-1'])
  })

  test('is resumed by anybody who may, at the command line too', () => {
    const command = { ...resume, by: { localUser: 'root' } } as QueueCommand

    expect(decideQueue(command, given(paused))).toEqual([{ ...resumed, by: { localUser: 'root' } }])
  })
})

describe('a queue that has stopped', () => {
  test('is not stopped by the same transaction twice, not even after a person let it go on', () => {
    expect(decideQueue(stop, given(stopped))).toEqual([])
    expect(decideQueue(stop, given(stopped, resumed))).toEqual([])
  })

  test('is stopped again by another transaction', () => {
    const other = { ...stop, transaction: 'tx-2' } as QueueCommand

    expect(decideQueue(other, given(stopped, resumed))).toMatchObject([{ transaction: 'tx-2' }])
  })

  test('can be paused too', () => {
    expect(decideQueue(pause, given(stopped))).toEqual([paused])
  })
})

test('one resume takes back a pause and a stop', () => {
  expect(isHeld(given(paused, stopped))).toBe(true)
  expect(isHeld(given(paused, stopped, resumed))).toBe(false)
})

test('each event counts the version up', () => {
  expect(given(paused, stopped, resumed).version).toBe(3)
})
