import { describe, expect, test } from 'vitest'
import { decide } from '../../src/request/decide.ts'
import type { RequestEvent } from '../../src/request/events.ts'
import { named } from '../support/policy.ts'
import {
  approvalGiven,
  approve,
  approved,
  denied,
  deny,
  later,
  person,
  policy,
  proposal,
  requestAfter,
  requestIn,
  sentBack,
} from './samples.ts'

const two = policy({ approvers: named(person('bob'), person('eve'), person('ann')), quorum: 2 })

describe('an approval', () => {
  test('that completes the quorum approves the request', () => {
    const decision = decide(approve(), requestAfter())

    expect(decision).toEqual([approvalGiven, approved])
  })

  test('that does not complete the quorum leaves the request pending', () => {
    const decision = decide(approve({ policy: two }), requestAfter())

    expect(decision).toEqual([approvalGiven])
  })

  test('by a second person completes a quorum of two', () => {
    const decision = decide(approve({ by: person('eve'), policy: two }), requestAfter(approvalGiven))

    expect(decision).toEqual([{ ...approvalGiven, by: person('eve') }, approved])
  })

  // SAFETY A4
  test('by the same person again does not count', () => {
    const decision = decide(approve({ policy: two }), requestAfter(approvalGiven))

    expect(decision).toEqual({ refusal: 'already-approved-by-you' })
  })

  test('records when it was given, by whom, and which revision was shown', () => {
    const request = requestAfter(sentBack)
    const at = '2026-03-02T08:00:00.000Z'

    const decision = decide(approve({ by: person('eve'), at, revision: 2 }), request)

    expect(decision).toEqual([
      { type: 'approval-given', by: person('eve'), at, revision: 2 },
      { type: 'approved', at },
    ])
  })
})

describe.each([
  ['an approval', approve],
  ['a denial', deny],
])('%s', (_, click) => {
  // SAFETY A3
  test('by the requester is refused, approver or not', () => {
    const decision = decide(click({ by: person('ann'), policy: two }), requestAfter())

    expect(decision).toEqual({ refusal: 'own-request', rules: two.rules })
  })

  test('by somebody who is no approver is refused', () => {
    const decision = decide(click({ by: person('mallory') }), requestAfter())

    expect(decision).toEqual({ refusal: 'not-an-approver', rules: policy().rules })
  })

  test('by somebody of another workspace with an approver’s user id is refused', () => {
    const decision = decide(click({ by: person('bob', 'T2') }), requestAfter())

    expect(decision).toEqual({ refusal: 'not-an-approver', rules: policy().rules })
  })

  // SAFETY A2
  test('on a card that shows an older plan is refused', () => {
    const decision = decide(click({ revision: 1 }), requestAfter(approvalGiven, approved, sentBack))

    expect(decision).toEqual({ refusal: 'outdated-card' })
  })

  test('on a request that is decided is told what came of it, whoever clicks', () => {
    const decisions = ['ann', 'bob', 'mallory'].map((user) =>
      decide(click({ by: person(user) }), requestIn.settled),
    )

    expect(decisions).toEqual(Array(3).fill({ refusal: 'too-late', state: requestIn.settled.state }))
  })
})

describe('a denial', () => {
  test('ends the request at once, whatever the quorum', () => {
    const decision = decide(deny({ policy: two }), requestAfter(approvalGiven))

    expect(decision).toEqual([denied])
  })

  test('may come from a person who has approved before', () => {
    const decision = decide(deny({ by: person('bob'), policy: two }), requestAfter(approvalGiven))

    expect(decision).toEqual([{ type: 'denied', by: person('bob'), at: later }])
  })
})

describe('a request that was sent back', () => {
  const changed = proposal({ hosts: [] })
  const history: RequestEvent[] = [approvalGiven, approved, { ...sentBack, proposal: changed }]

  // SAFETY A1
  test('is pending again with the new plan, and earlier approvals are void', () => {
    const request = requestAfter(...history)

    expect(request).toMatchObject({
      revision: 2,
      proposal: changed,
      state: { status: 'pending', approvals: [], sentBack: 'the subnet has moved' },
    })
  })

  test('can be approved by a person who approved the earlier plan', () => {
    const decision = decide(approve({ revision: 2 }), requestAfter(...history))

    expect(decision).toEqual([{ ...approvalGiven, revision: 2 }, approved])
  })

  test('keeps the reason in sight while approvals come in', () => {
    const request = requestAfter(...history, { ...approvalGiven, revision: 2 })

    expect(request.state).toMatchObject({ status: 'pending', sentBack: 'the subnet has moved' })
  })
})
