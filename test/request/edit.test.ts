import { describe, expect, test } from 'vitest'
import { decide } from '../../src/request/decide.ts'
import { membersOf, named, resolved } from '../support/policy.ts'
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
  otherMac,
  person,
  policy,
  policyForEmergencies,
  proposal,
  requestAfter,
  sentBack,
  settled,
} from './samples.ts'

const three = policy({ approvers: named(person('bob'), person('eve'), person('carl')) })

describe('an edit', () => {
  test('by an approver is a new plan that nobody has approved, and the record says what was proposed before', () => {
    const decision = decide(edit(), requestAfter(approvalGiven))

    expect(decision).toEqual([edited])
    expect(requestAfter(approvalGiven, edited)).toMatchObject({
      revision: 2,
      waitsSince: later,
      proposal: otherMac(),
      editors: [person('bob')],
      state: { status: 'pending', approvals: [], edited: { by: person('bob'), at: later, was: edited.was } },
    })
  })

  test('may be the requester’s own', () => {
    expect(decide(edit({ by: person('ann') }), requestAfter())).toEqual([{ ...edited, by: person('ann') }])
  })

  test.each([
    ['somebody who approves nothing of the kind', person('mallory')],
    ['somebody of another workspace with an approver’s user id', person('bob', 'T2')],
  ])('by %s is refused', (_, by) => {
    expect(decide(edit({ by }), requestAfter())).toEqual({ refusal: 'not-an-editor', rules: policy().rules })
  })

  test('of a plan that was changed meanwhile is refused', () => {
    expect(decide(edit(), requestAfter(approvalGiven, approved, sentBack))).toEqual({
      refusal: 'outdated-card',
    })
    expect(decide(edit(), requestAfter(edited))).toEqual({ refusal: 'outdated-card' })
  })

  test('that gives what is proposed already is none', () => {
    expect(decide(edit({ proposal: proposal() }), requestAfter())).toEqual({ refusal: 'nothing-to-edit' })
  })

  test.each([
    ['several changes', { changes: [...proposal().changes, ...proposal().changes] }],
    ['a removal', { changes: [{ kind: 'remove' as const, target: 'printer-3f' }] }],
    ['a host that is put back as it was', { changes: [{ ...edited.was, restores: 'host printer-3f { }' }] }],
  ])('of %s is refused: there are no values to give otherwise', (_, changes) => {
    const request = { ...requestAfter(), proposal: proposal(changes) }

    expect(decide(edit(), request)).toEqual({ refusal: 'not-editable' })
  })

  test('into what no rule is about is refused', () => {
    const lab = policy({ when: { name: 'printer-.*' }, approvers: named(person('bob'), person('eve')) })
    const [change] = otherMac().changes
    const renamed = { ...otherMac(), changes: change?.kind === 'add' ? [{ ...change, name: 'core-1' }] : [] }

    expect(decide(edit({ policy: lab, proposal: renamed }), requestAfter())).toEqual({ refusal: 'no-rule' })
  })

  test('waits while Slack does not say who the approvers are, but for the requester', () => {
    const silent = policy({ approvers: membersOf('S1') })

    expect(decide(edit({ policy: silent }), requestAfter())).toEqual({ refusal: 'membership-unknown' })
    expect(decide(edit({ policy: silent, by: person('ann') }), requestAfter())).toHaveLength(1)
  })

  test.each([
    ['the only approver', policy({ approvers: named(person('bob'), person('ann')) })],
    [
      'one of two of whom both must approve',
      policy({ approvers: named(person('bob'), person('eve')), quorum: 2 }),
    ],
    ['the only member of a group', resolved(policy({ approvers: membersOf('S1') }), { S1: [person('bob')] })],
  ])('by %s is refused: nobody would be left to approve it', (_, rules) => {
    expect(decide(edit({ policy: rules }), requestAfter())).toEqual({
      refusal: 'too-few-left',
      rules: rules.rules,
    })
  })
})

// SAFETY A3
describe('whoever has edited a request', () => {
  test('does not approve it, though they are an approver', () => {
    const decision = decide(approve({ revision: 2, policy: three }), requestAfter(edited))

    expect(decision).toEqual({ refusal: 'own-edit', rules: three.rules })
  })

  test('does not approve it after another one has edited it, nor after it was sent back', () => {
    const again = { ...edited, by: person('eve'), proposal: proposal() }
    const request = requestAfter(edited, again)
    const changed = requestAfter(edited, { ...approvalGiven, by: person('eve') }, approved, sentBack)

    for (const by of [person('bob'), person('eve')]) {
      expect(decide(approve({ by, revision: 3, policy: three }), request)).toMatchObject({
        refusal: 'own-edit',
      })
    }
    expect(decide(approve({ revision: 3, policy: three }), changed)).toMatchObject({ refusal: 'own-edit' })
    expect(decide(approve({ by: person('carl'), revision: 3, policy: three }), request)).toHaveLength(2)
  })

  test('may deny it still', () => {
    expect(decide(deny({ by: person('bob'), revision: 2 }), requestAfter(edited))).toHaveLength(1)
  })

  test('does not review it when it was applied in an emergency', () => {
    const done = requestAfter(edited, approvedInEmergency, began, settled)
    const review = { type: 'review', at: later, revision: 2, policy: policyForEmergencies() } as const

    expect(decide({ ...review, by: person('bob') }, done)).toEqual({ refusal: 'took-part' })
    expect(decide({ ...review, by: person('eve') }, done)).toHaveLength(1)
  })
})

test('what another than the requester has edited is never approved automatically', () => {
  const automatic = policy({ automatic: true, approvers: named(person('bob'), person('eve')) })
  const command = { type: 'approve-automatically', at: later, policy: automatic } as const

  expect(decide(command, requestAfter(edited))).toEqual({ refusal: 'not-automatic' })
  expect(decide(command, requestAfter({ ...edited, by: person('ann') }))).toHaveLength(1)
})

test('what only the policy itself approves is edited by nobody but its requester', () => {
  const automatic = policy(
    { automatic: true },
    { approvers: named(person('bob'), person('eve')), when: { name: 'printer-.*' } },
  )
  const [change] = otherMac().changes
  const renamed = { ...otherMac(), changes: change?.kind === 'add' ? [{ ...change, name: 'core-1' }] : [] }

  expect(decide(edit({ policy: automatic, proposal: renamed }), requestAfter())).toMatchObject({
    refusal: 'too-few-left',
  })
  expect(
    decide(edit({ policy: automatic, proposal: renamed, by: person('ann') }), requestAfter()),
  ).toHaveLength(1)
})
