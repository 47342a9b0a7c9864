import { describe, expect, test } from 'vitest'
import { decide } from '../../src/request/decide.ts'
import type { Outcome } from '../../src/request/request.ts'
import {
  approvalGiven,
  approved,
  began,
  later,
  person,
  requestAfter,
  requestIn,
  settle,
  settled,
} from './samples.ts'

describe('an approved request', () => {
  test.for([
    ['until another time', { until: later }],
    ['because of another person', { by: person('eve') }],
    ['because of somebody at the command line', { by: { localUser: 'eve' } }],
  ] as const)('that waits %s is delayed anew', ([_, change]) => {
    const delay = { reason: 'a pause', advice: 'Wait.', by: person('bob') }
    const request = requestAfter(approvalGiven, approved, { type: 'delayed', at: later, delay })

    const decisions = [delay, { ...delay, ...change }].map((again) =>
      decide({ type: 'delay', at: later, delay: again }, request),
    )

    expect(decisions).toEqual([[], [{ type: 'delayed', at: later, delay: { ...delay, ...change } }]])
  })

  test('begins with the transaction and the digest that it was planned on', () => {
    const command = { type: 'begin-apply', at: later, transaction: 'tx-1', base: 'digest-1' } as const

    const decision = decide(command, requestIn.approved)

    expect(decision).toEqual([began])
  })

  test('that waits again for the same reason is no news', () => {
    const delay = { reason: 'campus does not answer', advice: 'Look at its network.' }
    const request = requestAfter(approvalGiven, approved, { type: 'delayed', at: later, delay })

    const decision = decide({ type: 'delay', at: later, delay }, request)

    expect(decision).toEqual([])
  })

  test('that waits for another reason is news', () => {
    const delay = { reason: 'campus does not answer', advice: 'Look at its network.' }
    const other = { reason: 'campus shows another host key', advice: 'Ask who changed it.' }
    const request = requestAfter(approvalGiven, approved, { type: 'delayed', at: later, delay })

    const decision = decide({ type: 'delay', at: later, delay: other }, request)

    expect(decision).toEqual([{ type: 'delayed', at: later, delay: other }])
  })
})

describe('a transaction under way', () => {
  const outcomes: readonly Outcome[] = [
    { kind: 'applied' },
    { kind: 'unchanged' },
    { kind: 'refused', detail: 'dhcpd -t said no' },
    { kind: 'rolled-back', detail: 'dhcpd did not start' },
    { kind: 'needs-operator', detail: 'dhcpd is down' },
  ]

  test.each(outcomes)('settles the request as $kind, once', (outcome) => {
    const command = settle(outcome)

    const decision = decide(command, requestIn.applying)

    expect(decision).toEqual([{ ...command, type: 'settled' }])
  })

  test('is not settled or released in the name of another transaction', () => {
    const release = { type: 'release', at: later, transaction: 'tx-0', reason: 'stale' } as const

    const settleAsOther = settle({ kind: 'applied' }, 'tx-0')

    const decisions = [settleAsOther, release].map((command) => decide(command, requestIn.applying))

    expect(decisions).toEqual(Array(2).fill({ refusal: 'too-late', state: requestIn.applying.state }))
  })

  test('that was released can be followed by another', () => {
    const request = requestAfter(approvalGiven, approved, began, {
      type: 'apply-released',
      at: later,
      reason: 'stale',
    })

    const again = decide({ type: 'begin-apply', at: later, transaction: 'tx-2', base: 'digest-9' }, request)

    expect(again).toEqual([{ type: 'apply-began', at: later, transaction: 'tx-2', base: 'digest-9' }])
  })
})

test('who approved is still known when all is over', () => {
  const request = requestAfter(approvalGiven, approved, began, settled)

  expect(request.state).toMatchObject({
    status: 'settled',
    outcome: { kind: 'applied' },
    approvals: [{ by: person('bob'), at: later }],
  })
})
