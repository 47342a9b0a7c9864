import { describe, expect, test } from 'vitest'
import { decide } from '../../src/request/decide.ts'
import type { Delegation } from '../../src/request/delegation.ts'
import type { Person } from '../../src/request/person.ts'
import type { ResolvedPolicy, Rule } from '../../src/request/policy.ts'
import { membersOf, named, policyOf, resolved } from '../support/policy.ts'
import {
  approvalGiven,
  approve,
  approved,
  approvedInEmergency,
  began,
  deny,
  edit,
  edited,
  later,
  noon,
  overdue,
  person,
  requestAfter,
  settled,
} from './samples.ts'

const [ann, bob, eve, carl, dora] = [
  person('ann'),
  person('bob'),
  person('eve'),
  person('carl'),
  person('dora'),
]

/** From noon on, for a week. */
function away(approver: Person, delegate: Person): Delegation {
  return { approver, delegate, from: noon, until: overdue, reason: '' }
}

function policy(delegations: readonly Delegation[], rule: Partial<Rule> = {}, members = {}): ResolvedPolicy {
  return { ...resolved(policyOf({ approvers: named(bob, eve), ...rule }), members), delegations }
}

const carlForBob = policy([away(bob, carl)])
const given = { ...approvalGiven, by: carl, for: [bob] }

describe('a delegate', () => {
  test('approves in the place of an approver who is away, and the record says for whom', () => {
    const decision = decide(approve({ by: carl, policy: carlForBob }), requestAfter())

    expect(decision).toEqual([given, approved])
    expect(requestAfter(given).state).toMatchObject({ approvals: [{ by: carl, at: later, for: [bob] }] })
  })

  test.each([
    ['by name', named(bob, eve), {}],
    ['as the member of a group', membersOf('S1'), { S1: [bob, eve] }],
    ['as somebody in a channel', membersOf('C1'), { C1: [bob] }],
  ])('stands in for somebody who approves %s', (_, approvers, members) => {
    const rules = policy([away(bob, carl)], { approvers }, members)

    expect(decide(approve({ by: carl, policy: rules }), requestAfter())).toEqual([given, approved])
  })

  test('waits where Slack does not say whether who is away is an approver', () => {
    const rules = policy([away(bob, carl)], { approvers: membersOf('S1') })

    expect(decide(approve({ by: carl, policy: rules }), requestAfter())).toEqual({
      refusal: 'membership-unknown',
    })
  })

  test('denies and edits in their place, too', () => {
    expect(decide(deny({ by: carl, policy: carlForBob }), requestAfter())).toHaveLength(1)
    expect(decide(edit({ by: carl, policy: carlForBob }), requestAfter())).toEqual([{ ...edited, by: carl }])
  })

  test.each([
    ['before it began', '2026-03-01T11:59:59.999Z'],
    ['when it is over', overdue],
  ])('decides nothing %s', (_, at) => {
    for (const command of [approve, deny, edit]) {
      const decision = decide(command({ by: carl, at, policy: carlForBob }), requestAfter())
      expect(decision).toMatchObject({ refusal: expect.stringMatching(/^not-an-(approver|editor)$/) })
    }
  })

  test('decides nothing that the approver who is away would not', () => {
    const rules = policy([away(dora, carl)])

    expect(decide(approve({ by: carl, policy: rules }), requestAfter())).toMatchObject({
      refusal: 'not-an-approver',
    })
  })

  test('does not hand it on', () => {
    const rules = policy([away(bob, carl), away(carl, dora)])

    expect(decide(approve({ by: dora, policy: rules }), requestAfter())).toMatchObject({
      refusal: 'not-an-approver',
    })
  })

  // SAFETY A3
  test('does not approve what they asked for or edited themselves', () => {
    const annForBob = policy([away(bob, ann)])

    expect(decide(approve({ by: ann, policy: annForBob }), requestAfter())).toMatchObject({
      refusal: 'own-request',
    })
    expect(
      decide(approve({ by: carl, revision: 2, policy: carlForBob }), requestAfter({ ...edited, by: carl })),
    ).toMatchObject({ refusal: 'own-edit' })
  })

  // SAFETY A3
  test('does not approve in the place of whoever asked or edited', () => {
    const everybody = { approvers: named(ann, bob) }
    const forAnn = policy([away(ann, carl)], everybody)
    const forBob = policy([away(bob, carl)], everybody)

    expect(decide(approve({ by: carl, policy: forAnn }), requestAfter())).toMatchObject({
      refusal: 'not-an-approver',
    })
    expect(decide(approve({ by: carl, revision: 2, policy: forBob }), requestAfter(edited))).toMatchObject({
      refusal: 'not-an-approver',
    })
  })
})

// SAFETY A4
describe('a quorum of two', () => {
  const two = (...delegations: Delegation[]) => policy(delegations, { quorum: 2 })

  test('is not reached by an approver and their delegate', () => {
    const request = requestAfter(given)

    expect(decide(approve({ policy: two(away(bob, carl)) }), request)).toEqual([approvalGiven])
  })

  test('is not reached by a delegate of both', () => {
    const rules = two(away(bob, carl), away(eve, carl))

    expect(decide(approve({ by: carl, policy: rules }), requestAfter())).toEqual([
      { ...given, for: [bob, eve] },
    ])
    expect(decide(approve({ by: carl, policy: rules }), requestAfter({ ...given, for: [bob, eve] }))).toEqual(
      {
        refusal: 'already-approved-by-you',
      },
    )
  })

  test('is not reached by an approver who stands in for the other one', () => {
    const rules = two(away(bob, eve))

    expect(decide(approve({ by: eve, policy: rules }), requestAfter())).toHaveLength(1)
  })

  test('is reached by a delegate and the other approver, or by the delegates of both', () => {
    const other = decide(approve({ by: eve, policy: two(away(bob, carl)) }), requestAfter(given))
    const both = decide(
      approve({ by: dora, policy: two(away(bob, carl), away(eve, dora)) }),
      requestAfter(given),
    )

    expect(other).toHaveLength(2)
    expect(both).toHaveLength(2)
  })
})

test('an emergency is reviewed by a delegate, but in nobody’s place who had a hand in it', () => {
  const done = requestAfter({ ...approvedInEmergency, by: bob }, began, settled)
  const review = (by: Person, delegations: Delegation[]) =>
    decide({ type: 'review', by, at: later, revision: 1, policy: policy(delegations) }, done)

  expect(review(carl, [away(eve, carl)])).toEqual([{ type: 'reviewed', by: carl, at: later }])
  expect(review(carl, [away(bob, carl)])).toMatchObject({ refusal: 'not-a-reviewer' })
})
