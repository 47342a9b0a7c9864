import { expect, test } from 'vitest'
import type { State } from '../../../src/request/request.ts'
import { refusalText } from '../../../src/slack/views/refusal.ts'
import type { ClickRefusal } from '../../../src/usecases/decide-on-card.ts'
import { approver, requester, secondApprover } from '../../support/people.ts'
import { named, policyOf } from '../../support/policy.ts'
import { startStory } from '../../support/story.ts'

const at = '2026-01-01T12:00:00.000Z'
const approvals = [{ by: approver, at }]
const { rules } = policyOf({ approvers: named(requester, approver, secondApprover) })

async function told(because: ClickRefusal): Promise<string> {
  const { submitted } = await startStory()
  return refusalText(because, await submitted())
}

test('the requester is told who decides instead, and is not among them', async () => {
  const text = await told({ refusal: 'own-request', rules })

  expect(text).toContain('R-1')
  expect(text).toContain(`1 of <@${approver.user}>, <@${secondApprover.user}> (rule 1)`)
  expect(text).not.toContain(`<@${requester.user}>`)
})

test('a bystander is told who decides instead', async () => {
  const text = await told({ refusal: 'not-an-approver', rules })

  expect(text).toContain('may not decide on R-1')
  expect(text).toContain(`1 of <@${approver.user}>, <@${secondApprover.user}> (rule 1)`)
})

test.for([
  ['already-approved-by-you', /R-1 already.*another approver/],
  ['outdated-card', /R-1 is outdated.*newer card/],
  ['unknown-card', /nothing was done.*approvals channel/],
  ['twin-card', /twice.*other one counts/],
  ['not-a-member', /full members/],
  ['no-rule', /no rule of the policy/],
  ['membership-unknown', /groups and channels.*nothing was done.*again in a moment/],
  ['identity-unknown', /nothing was done.*again in a moment/],
] as const)('a click that is refused as %s is told why and what to do', async ([refusal, words]) => {
  expect(await told({ refusal })).toMatch(words)
})

test.for<[State, RegExp]>([
  [{ status: 'denied', by: approver, at }, /R-1 was denied by <@U0APP> already/],
  [{ status: 'approved', approvals, delay: undefined }, /R-1 was approved by <@U0APP> already\./],
  [{ status: 'applying', approvals, transaction: 'tx', delay: undefined }, /<@U0APP> already and is being/],
  [{ status: 'settled', approvals, outcome: { kind: 'applied' }, at }, /<@U0APP> already.*ended as: Applied/],
  [{ status: 'pending', approvals: [], sentBack: 'changed' }, /R-1 waits for approval again/],
])('a click that came too late is told who was first and what came of it (%j)', async ([state, words]) => {
  const text = await told({ refusal: 'too-late', state })

  expect(text).toMatch(words)
  expect(text).toContain('changed nothing')
})
