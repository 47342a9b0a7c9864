import { expect, test } from 'vitest'
import type { Policy } from '../../src/request/policy.ts'
import { approveRequest } from '../../src/usecases/approve-request.ts'
import { denyRequest } from '../../src/usecases/deny-request.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { approver, secondApprover } from '../support/people.ts'
import { circle, membersOf, named, policyOf } from '../support/policy.ts'
import { startStory } from '../support/story.ts'

/** A house with this policy and a request whose card can be clicked. */
async function asked(policy: Policy) {
  const story = await startStory(undefined, policy)
  const request = await story.submitted()
  const card = await story.cardOf(request)
  return {
    ...story,
    request,
    approve: (by = approver) => approveRequest({ by, ...card }, story.deps),
    deny: () => denyRequest({ by: approver, ...card, reason: undefined }, story.deps),
  }
}

test('a member of the group approves, and somebody who has left it does not', async () => {
  const { approve, members } = await asked(policyOf({ approvers: membersOf('S1') }))

  members.set('S1', [])
  const left = await approve()
  members.set('S1', [approver])
  const member = await approve()

  expect(left).toMatchObject({ kind: 'refused', because: { refusal: 'not-an-approver' } })
  expect(member).toMatchObject({ kind: 'taken', request: { state: { status: 'approved' } } })
})

test('nothing is decided while Slack does not say who is in the channel, and nothing is lost', async () => {
  const { approve, deny, members, state, request } = await asked(policyOf({ approvers: membersOf('C1') }))

  const refused = [await approve(), await deny()]
  const before = await state(request)
  members.set('C1', [approver])
  const later = await approve()

  expect(refused.map((result) => result.kind === 'refused' && result.because.refusal)).toEqual([
    'membership-unknown',
    'membership-unknown',
  ])
  expect(before).toMatchObject({ status: 'pending', approvals: [] })
  expect(later.kind).toBe('taken')
})

test('people who are named decide also while Slack does not say who belongs to a group beside them', async () => {
  const approvers = { users: [approver], circles: [circle('S1')] }
  const { approve } = await asked(policyOf({ approvers }))

  expect(await approve()).toMatchObject({ kind: 'taken', request: { state: { status: 'approved' } } })
})

test('the last approval is not taken while it is unknown whether it is the last', async () => {
  const approvers = { users: [secondApprover], circles: [circle('S1')] }
  const { approve, members, state, request } = await asked(policyOf({ approvers, quorum: 2 }))
  members.set('S1', [approver])
  await approve()

  members.delete('S1')
  const silent = await approve(secondApprover)
  members.set('S1', [approver])
  const spoken = await approve(secondApprover)

  expect(silent).toMatchObject({ kind: 'refused', because: { refusal: 'membership-unknown' } })
  expect(spoken.kind).toBe('taken')
  expect(await state(request)).toMatchObject({ status: 'approved' })
})

test('somebody who approved before they counted need only click again', async () => {
  const policy = policyOf({ approvers: named(approver) }, { approvers: membersOf('S1') })
  const { approve, members } = await asked(policy)
  members.set('S1', [])
  const first = await approve()
  const again = await approve()

  members.set('S1', [approver])
  const counted = await approve()

  expect(first).toMatchObject({ kind: 'taken', request: { state: { status: 'pending' } } })
  expect(again).toMatchObject({ kind: 'refused', because: { refusal: 'already-approved-by-you' } })
  expect(counted).toMatchObject({
    kind: 'taken',
    request: { state: { status: 'approved', approvals: [{ by: approver }] } },
  })
})

test('a request that no rule matches any more can be decided on by nobody', async () => {
  const story = await startStory()
  const card = await story.cardOf(await story.submitted())
  const policy = policyOf({ when: { server: ['lab'] }, approvers: named(approver) })

  const result = await approveRequest({ by: approver, ...card }, { ...story.deps, policy })

  expect(result).toMatchObject({ kind: 'refused', because: { refusal: 'no-rule' } })
})

// SAFETY A5
test('an approval by somebody who has left the group since sends the request back when it is applied', async () => {
  const { approve, members, state, request, server, deps } = await asked(
    policyOf({ approvers: membersOf('S1') }),
  )
  members.set('S1', [approver])
  await approve()
  members.set('S1', [])

  await createWork(server, deps)()

  expect(await state(request)).toMatchObject({ status: 'pending', approvals: [] })
})

test('an approved request waits while Slack does not say who belongs to the group', async () => {
  const { approve, members, state, request, server, deps } = await asked(
    policyOf({ approvers: membersOf('S1') }),
  )
  members.set('S1', [approver])
  await approve()
  members.delete('S1')

  await createWork(server, deps)()

  expect(await state(request)).toMatchObject({
    status: 'approved',
    delay: { reason: expect.stringContaining('Slack') },
  })
})
