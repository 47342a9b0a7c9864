import { describe, expect, test } from 'vitest'
import { type Command, decide } from '../../src/request/decide.ts'
import { evolve } from '../../src/request/evolve.ts'
import { expiryOf } from '../../src/request/policy.ts'
import { membersOf, named } from '../support/policy.ts'
import {
  approvalGiven,
  approved,
  cancelled,
  later,
  noon,
  overdue,
  person,
  policy,
  requestAfter,
  requestIn,
  sentBack,
} from './samples.ts'

const HOUR = 3_600_000
const approvers = named(person('bob'))

describe('taking a request back', () => {
  test.each(['pending', 'approved'] as const)('is for its requester, while it is %s', (status) => {
    const by = (user: string) => decide({ type: 'cancel', by: person(user), at: later }, requestIn[status])

    expect(by('ann')).toEqual([cancelled])
    expect(by('bob')).toEqual({ refusal: 'not-your-request' })
  })

  // SAFETY A3: a user id counts in its workspace only.
  test('is not for somebody of another workspace with the same id', () => {
    const command: Command = { type: 'cancel', by: person('ann', 'T2'), at: later }

    expect(decide(command, requestIn.pending)).toEqual({ refusal: 'not-your-request' })
  })
})

// SAFETY A6
describe('a request expires', () => {
  test('a week after it was asked for, and not before', () => {
    const at = (instant: string) =>
      decide({ type: 'expire', at: instant, policy: policy() }, requestIn.pending)

    expect(at('2026-03-08T11:59:59.999Z')).toEqual({ refusal: 'not-due', until: overdue })
    expect(at(overdue)).toEqual([{ type: 'expired', at: overdue }])
  })

  test.each([
    ['it was approved', requestAfter(approvalGiven, approved)],
    ['it was sent back', requestAfter(approvalGiven, approved, sentBack)],
    ['the policy approved it', requestAfter({ type: 'approved-automatically', at: later, rules: [] })],
  ])('counted anew from when %s', (_, request) => {
    const decision = decide({ type: 'expire', at: overdue, policy: policy() }, request)

    expect(decision).toEqual({ refusal: 'not-due', until: '2026-03-08T12:30:00.000Z' })
  })

  test('not later for an approval that is not the last', () => {
    expect(requestAfter(approvalGiven).waitsSince).toBe(noon)
  })

  test('by the shortest time of the rules', () => {
    const rules = policy(
      { approvers, quorum: 1, expires: 5 * HOUR },
      { approvers, quorum: 1, expires: 2 * HOUR },
    )

    expect(expiryOf(rules, requestAfter())).toBe('2026-03-01T14:00:00.000Z')
  })

  test('by those rules alone that are about it', () => {
    const rules = policy(
      { approvers, expires: 5 * HOUR },
      { approvers, expires: 2 * HOUR, when: { server: ['lab'] } },
    )

    expect(expiryOf(rules, requestAfter())).toBe('2026-03-01T17:00:00.000Z')
  })

  test('not early because Slack does not say which rules are about it', () => {
    const requester = membersOf('S1')
    const rules = policy(
      { approvers, expires: 5 * HOUR, when: { requester } },
      { approvers, expires: 2 * HOUR, when: { requester } },
    )

    expect(expiryOf(rules, requestAfter())).toBe('2026-03-01T17:00:00.000Z')
  })

  test('with the approvals that it had', () => {
    const request = requestAfter(approvalGiven, approved)

    expect(evolve(request, { type: 'expired', at: overdue }).state).toMatchObject({
      status: 'expired',
      approvals: [{ by: person('bob'), at: later }],
    })
  })
})
