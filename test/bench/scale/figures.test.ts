import { expect, test } from 'vitest'
import { throughput, timesOf, waits } from '../../../bench/scale/figures.ts'
import { approvalGiven, approved, began, sentBack, settled, submitted } from '../../request/samples.ts'

/** An instant so many milliseconds after noon. */
function after(milliseconds: number): string {
  return new Date(Date.UTC(2026, 2, 1, 12) + milliseconds).toISOString()
}

/** The entries of a request that was approved, begun and settled at these times. */
function entries(subject: string, ...[approval, begin, end]: readonly [number, number, number]) {
  const events = [
    submitted(),
    approvalGiven,
    { ...approved, at: after(approval) },
    { ...began, at: after(begin) },
    { ...settled, at: after(end) },
  ]
  return events.map((event) => ({ log: 'audit_log' as const, subject, event: JSON.stringify(event) }))
}

test('waits and throughput are read from the audit log, whatever else is in it', () => {
  const log = [...entries('1', 0, 40, 1_000), ...entries('2', 500, 600, 2_000)]
  const queue = { log: 'queue_log' as const, subject: 'campus', event: '{}' }

  const times = timesOf([queue, ...log])

  expect([...times.keys()]).toEqual(['1', '2'])
  expect(waits(times.values())).toEqual([40, 100])
  expect(throughput([...times.values()])).toBe(1)
})

test('a wait ends when a request is begun for the first time', () => {
  const [asked, given, approval, begin, end] = entries('1', 0, 40, 1_000)
  const again = {
    log: 'audit_log' as const,
    subject: '1',
    event: JSON.stringify({ ...began, at: after(90) }),
  }
  const log = [asked, given, approval, begin, again, end].filter((entry) => entry !== undefined)

  expect(waits(timesOf(log).values())).toEqual([40])
})

test.each([
  ['twice', [settled]],
  ['not at all', []],
  ['to no effect', [{ ...settled, outcome: { kind: 'unchanged' } }]],
  ['not as approved', [sentBack]],
])('a request that was applied %s has no times', (_, ends) => {
  const whole = entries('1', 0, 40, 1_000)
  const more = ends.map((event) => ({
    log: 'audit_log' as const,
    subject: '1',
    event: JSON.stringify(event),
  }))
  const log = ends.includes(settled as never) ? [...whole, ...more] : [...whole.slice(0, -1), ...more]

  expect(() => timesOf(log)).toThrow(/^request 1 was not applied exactly once: submitted, /)
})
