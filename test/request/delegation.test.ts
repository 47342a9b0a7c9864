import { describe, expect, test } from 'vitest'
import {
  type Absence,
  type Delegation,
  type DelegationCommand,
  type DelegationRefusal,
  decideDelegation,
  endOfDay,
  evolveAbsence,
  isInForce,
  placesOf,
  present,
} from '../../src/request/delegation.ts'
import { later, noon, overdue, person } from './samples.ts'

const bob = person('bob')
const carl = person('carl')
const naming = {
  type: 'delegate',
  by: bob,
  at: noon,
  delegate: carl,
  until: overdue,
  reason: 'on leave',
} as const satisfies DelegationCommand
const delegation: Delegation = {
  approver: bob,
  delegate: carl,
  from: noon,
  until: overdue,
  reason: 'on leave',
}
const delegated = { type: 'delegated', by: bob, at: noon, ...delegation } as const
const ended = { type: 'delegation-ended', by: bob, at: later, approver: bob } as const
const away = evolveAbsence(present(bob), delegated)

describe.each<[string, Absence]>([
  ['an approver who is there', present(bob)],
  ['an approver who is away', away],
  ['an approver who is back', evolveAbsence(away, ended)],
])('%s', (_, absence) => {
  test('names a delegate for a time; the last one counts', () => {
    const decision = decideDelegation(naming, absence)

    expect(decision).toEqual([delegated])
    if ('refusal' in decision) throw new Error('refused')
    expect(decision.reduce(evolveAbsence, absence)).toEqual({
      approver: bob,
      version: absence.version + 1,
      delegation,
    })
  })

  test.each<
    [string, Partial<typeof naming> | { delegate: typeof bob } | { until: string }, DelegationRefusal]
  >([
    ['themselves', { delegate: bob }, { refusal: 'yourself' }],
    ['somebody until now', { until: noon }, { refusal: 'in-the-past' }],
    [
      'somebody for longer than a year',
      { until: '2027-03-03T00:00:00.000Z' },
      { refusal: 'too-long', latest: '2027-03-02T12:00:00.000Z' },
    ],
  ])('does not name %s', (_, change, refusal) => {
    expect(decideDelegation({ ...naming, ...change }, absence)).toEqual(refusal)
  })
})

test('a delegation is ended as long as it holds, and not when there is none', () => {
  const end = { type: 'end-delegation', by: bob, at: later } as const

  expect(decideDelegation(end, away)).toEqual([ended])
  expect(evolveAbsence(away, ended)).toEqual({ approver: bob, version: 2, delegation: undefined })
  for (const absence of [present(bob), evolveAbsence(away, ended)]) {
    expect(decideDelegation(end, absence)).toEqual({ refusal: 'not-away' })
  }
  expect(decideDelegation({ ...end, at: overdue }, away)).toEqual({ refusal: 'not-away' })
})

test('it holds from its beginning until just before its end', () => {
  const instants = ['2026-03-01T11:59:59.999Z', noon, '2026-03-08T11:59:59.999Z', overdue]

  expect(instants.map((at) => isInForce(delegation, at))).toEqual([false, true, true, false])
})

test('it is handed on to nobody', () => {
  const onward = { ...delegation, approver: carl, delegate: person('dora') }

  expect(placesOf([delegation, onward], carl, later)).toEqual([bob])
  expect(placesOf([delegation, onward], person('dora'), later)).toEqual([carl])
  expect(placesOf([delegation], person('carl', 'T2'), later)).toEqual([])
})

test('a day ends with the next one, in UTC; what is no day has no end', () => {
  expect(endOfDay('2026-12-31')).toBe('2027-01-01T00:00:00.000Z')
  expect(endOfDay('2028-02-29')).toBe('2028-03-01T00:00:00.000Z')
  expect(['2026-02-30', '2026-13-01', '24.12.2026', 'tomorrow', ''].map(endOfDay)).toEqual(
    Array(5).fill(undefined),
  )
})
