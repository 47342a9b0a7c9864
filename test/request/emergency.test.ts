import { describe, expect, test } from 'vitest'
import { type Command, decide } from '../../src/request/decide.ts'
import { approvedOf } from '../../src/request/evolve.ts'
import { isUnreviewed } from '../../src/request/review.ts'
import { membersOf, named } from '../support/policy.ts'
import {
  approvalGiven,
  approved,
  approvedInEmergency,
  began,
  later,
  noon,
  person,
  policy,
  policyForEmergencies,
  requestAfter,
  requestIn,
  reviewed,
  sentBack,
  settled,
} from './samples.ts'

type Emergency = Extract<Command, { type: 'approve-in-emergency' }>
type Review = Extract<Command, { type: 'review' }>

/** Ann, who asked and whom the policy names, cannot wait. */
function emergency(changes: Partial<Emergency> = {}): Emergency {
  const { by, at, reason } = approvedInEmergency
  return {
    type: 'approve-in-emergency',
    by,
    at,
    reason,
    revision: 1,
    policy: policyForEmergencies(),
    ...changes,
  }
}

/** Bob, who approves such requests, has looked at it. */
function review(changes: Partial<Review> = {}): Review {
  const { by, at } = reviewed
  return { type: 'review', by, at, revision: 1, policy: policyForEmergencies(), ...changes }
}

const done = requestAfter(approvedInEmergency, began, settled)

// SAFETY A8
describe('an approval in an emergency', () => {
  test('is that of a person whom the policy names, even of their own request, and the record says whose and why', () => {
    const decision = decide(emergency(), requestAfter())

    expect(decision).toEqual([approvedInEmergency])
    expect(requestAfter(approvedInEmergency).state).toMatchObject({
      status: 'approved',
      emergency: { by: person('ann'), at: later, reason: 'the ward has no printer' },
    })
  })

  test('needs no rule that matches, and nobody whom Slack would have to name', () => {
    const nobody = policyForEmergencies({ when: { server: ['lab'] } })
    const unknown = policyForEmergencies({ when: { requester: membersOf('S1') } })

    expect(decide(emergency({ policy: nobody }), requestAfter())).toEqual([approvedInEmergency])
    expect(decide(emergency({ policy: unknown }), requestAfter())).toEqual([approvedInEmergency])
  })

  test.each([
    ['an approver whom it does not name', { by: person('bob') }],
    ['somebody of another workspace with the same user id', { by: person('ann', 'T2') }],
  ])('by %s is refused with who may', (_, by) => {
    expect(decide(emergency(by), requestAfter())).toEqual({
      refusal: 'not-for-emergencies',
      named: [person('ann'), person('carl')],
    })
  })

  test('is refused to everybody where the policy has no such path', () => {
    expect(decide(emergency({ policy: policy() }), requestAfter())).toEqual({
      refusal: 'not-for-emergencies',
      named: [],
    })
  })

  test.each(['', '   urgent   ', '🖨🖨🖨🖨🖨🖨🖨🖨🖨'])('with the reason "%s" is refused', (reason) => {
    expect(decide(emergency({ reason }), requestAfter())).toEqual({ refusal: 'reason-too-short', least: 10 })
  })

  test('is of the plan that was shown, and of no later one', () => {
    const request = requestAfter(approvalGiven, approved, sentBack)

    expect(decide(emergency(), request)).toEqual({ refusal: 'outdated-card' })
  })

  test('keeps the approvals that were given before', () => {
    const { state } = requestAfter(approvalGiven, approvedInEmergency)

    expect(approvedOf(state).approvals).toEqual([{ by: person('bob'), at: later }])
  })

  test('is void when the plan has changed: then somebody has to decide again', () => {
    const { state } = requestAfter(approvedInEmergency, sentBack)

    expect(state).toEqual({ status: 'pending', approvals: [], sentBack: 'the subnet has moved' })
  })
})

describe('a review of an emergency', () => {
  test('is that of another person who approves such requests, with what they found', () => {
    expect(decide(review(), done)).toEqual([reviewed])
    expect(decide(review({ note: 'fine' }), done)).toEqual([{ ...reviewed, note: 'fine' }])
    expect(isUnreviewed(done.state)).toBe(true)
    expect(isUnreviewed(requestAfter(approvedInEmergency, began, settled, reviewed).state)).toBe(false)
  })

  test('is not for whoever asked, nor for whoever approved it', () => {
    const byCarl = requestAfter({ ...approvedInEmergency, by: person('carl') }, began, settled)
    const everybody = policyForEmergencies({ approvers: named(person('ann'), person('carl'), person('bob')) })

    expect(decide(review({ by: person('ann'), policy: everybody }), byCarl)).toEqual({ refusal: 'took-part' })
    expect(decide(review({ by: person('carl'), policy: everybody }), byCarl)).toEqual({
      refusal: 'took-part',
    })
  })

  test('is not for somebody who approves nothing of the kind', () => {
    expect(decide(review({ by: person('mallory') }), done)).toEqual({
      refusal: 'not-a-reviewer',
      reviewers: [named(person('bob'), person('eve'))],
    })
  })

  test.each([
    ['no rule matches', policyForEmergencies({ when: { server: ['lab'] }, approvers: named(person('bob')) })],
    [
      'the rules name nobody but those who had a hand in it',
      policyForEmergencies({ approvers: named(person('ann')) }),
    ],
  ])('is for operators and others who are named for emergencies where %s', (_, rules) => {
    const given = { ...rules, operators: [person('oda')] }

    expect(decide(review({ by: person('oda'), policy: given }), done)).toEqual([
      { ...reviewed, by: person('oda') },
    ])
    expect(decide(review({ by: person('carl'), policy: given }), done)).toEqual([
      { ...reviewed, by: person('carl') },
    ])
    expect(decide(review({ policy: given }), done)).toMatchObject({ refusal: 'not-a-reviewer' })
  })

  test('waits while Slack does not say who the approvers are', () => {
    const silent = policyForEmergencies({ approvers: membersOf('S1') })

    expect(decide(review({ policy: silent }), done)).toEqual({ refusal: 'membership-unknown' })
  })

  test('of what needed none is refused', () => {
    expect(decide(review(), requestIn.settled)).toMatchObject({ refusal: 'too-late' })
  })

  test.each([
    ['before its time', noon, '2026-03-02T12:30:00.000Z'],
    ['an instant before its time', '2026-03-02T12:29:59.999Z', '2026-03-02T12:30:00.000Z'],
  ])('is not asked for again %s', (_, at, until) => {
    expect(decide({ type: 'remind-review', at, policy: policyForEmergencies() }, done)).toEqual({
      refusal: 'not-due',
      until,
    })
  })

  test('is asked for again when its time has come, and then each day', () => {
    const at = '2026-03-02T12:30:00.000Z'
    const remind = { type: 'remind-review', at, policy: policyForEmergencies() } as const
    const reminded = { type: 'review-reminded', at } as const
    const again = requestAfter(approvedInEmergency, began, settled, reminded)

    expect(decide(remind, done)).toEqual([reminded])
    expect(decide(remind, again)).toEqual({ refusal: 'not-due', until: '2026-03-03T12:30:00.000Z' })
    expect(decide({ ...remind, at: '2026-03-03T12:30:00.000Z' }, again)).toHaveLength(1)
  })

  test('is asked for after a day where the policy has no emergency path any more', () => {
    const at = '2026-03-02T12:30:00.000Z'

    expect(decide({ type: 'remind-review', at, policy: policy() }, done)).toHaveLength(1)
  })
})
