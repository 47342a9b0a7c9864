import { describe, expect, test } from 'vitest'
import type { Person } from '../../src/request/person.ts'
import { approveRequest } from '../../src/usecases/approve-request.ts'
import { endDelegation, nameDelegate } from '../../src/usecases/delegate.ts'
import { deliverMessages } from '../../src/usecases/deliver-messages.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { approver, operator, requester, secondApprover, TEAM } from '../support/people.ts'
import { membersOf, named, policyOf } from '../support/policy.ts'
import { fakeMessenger, startStory } from '../support/story.ts'

const delegate: Person = { team: TEAM, user: 'U0DEL' }
const UNTIL = '2026-02-01T00:00:00.000Z'

/** A house in which the approver is away, and a request that the delegate has approved. */
async function withDelegate(policy = policyOf({ approvers: named(approver, secondApprover) })) {
  const story = await startStory(undefined, policy)
  story.members.set('S1', [approver])
  const name = (to = delegate) =>
    nameDelegate({ approver, delegate: to, until: UNTIL, reason: 'on leave' }, story.deps)
  await name()
  const request = await story.submitted()
  const click = async () => approveRequest({ by: delegate, ...(await story.cardOf(request)) }, story.deps)
  return { ...story, name, request, click }
}

describe('a delegate', () => {
  test.each([
    ['is named', undefined],
    ['belongs to a group', policyOf({ approvers: membersOf('S1') })],
  ])('approves in the place of an approver who %s, and it is applied', async (_, policy) => {
    const { click, server, deps, state, request } = await withDelegate(policy)

    const result = await click()
    await createWork(server, deps)()

    expect(result.kind).toBe('taken')
    expect(await state(request)).toMatchObject({
      outcome: { kind: 'applied' },
      approvals: [{ by: delegate, for: [approver] }],
    })
  })

  test('approves no more when the approver is back, or the time is over', async () => {
    const { click, deps, cardOf, request } = await withDelegate()
    const late = {
      ...deps,
      clock: () => UNTIL,
      people: { ...deps.people, delegations: () => deps.delegations.inForce(UNTIL) },
    }

    const over = await approveRequest({ by: delegate, ...(await cardOf(request)) }, late)
    await endDelegation(approver, approver, deps)
    const back = await click()

    for (const result of [over, back]) {
      expect(result).toMatchObject({ kind: 'refused', because: { refusal: 'not-an-approver' } })
    }
  })

  test('who is a guest by then approves nothing', async () => {
    const { click, standings } = await withDelegate()
    standings.set(delegate.user, 'stranger')

    expect(await click()).toMatchObject({ kind: 'refused', because: { refusal: 'not-a-member' } })
  })

  // SAFETY A5
  test('has approved for good where it held then: that it has ended since changes nothing', async () => {
    const { click, server, deps, state, request } = await withDelegate()
    await click()
    await endDelegation(approver, approver, deps)

    await createWork(server, deps)()

    expect(await state(request)).toMatchObject({ outcome: { kind: 'applied' } })
  })

  // SAFETY A5
  test.each([
    ['the approver approves nothing any more', 'rule'],
    ['the approver has left', approver.user],
    ['the delegate has left', delegate.user],
  ])('has approved in vain where %s when it is applied', async (_, what) => {
    const { click, server, deps, state, request, standings, remote } = await withDelegate()
    await click()
    const policy = what === 'rule' ? policyOf({ approvers: named(secondApprover) }) : deps.policy
    standings.set(what, 'stranger')

    await createWork(server, { ...deps, policy })()

    expect(await state(request)).toMatchObject({
      status: 'pending',
      sentBack: expect.stringMatching(/no longer/),
    })
    expect(remote.applied).toEqual([])
  })
})

describe('naming a delegate', () => {
  test('is told to the channel, and so is the end of it', async () => {
    const { deps } = await withDelegate()
    const { messenger, told } = fakeMessenger()
    await endDelegation(approver, { localUser: 'root' }, deps)

    await deliverMessages({ ...deps, messenger })

    expect(told.filter((line) => line.includes('delegat'))).toEqual([
      `delegated ${approver.user}`,
      `delegation-ended ${approver.user}`,
    ])
  })

  test.each([
    ['a guest', 'stranger', 'delegate-not-a-member'],
    ['somebody of whom Slack says nothing', 'unknown', 'delegate-unknown'],
  ] as const)('who is %s is refused', async (_, standing, refusal) => {
    const { name, standings, deps } = await withDelegate()
    standings.set(operator.user, standing)

    expect(await name(operator)).toEqual({ refusal })
    expect(await deps.people.delegations()).toMatchObject([{ delegate }])
  })

  test('is for those who approve something', async () => {
    const { deps } = await withDelegate()

    const result = await nameDelegate({ approver: requester, delegate, until: UNTIL, reason: '' }, deps)

    expect(result).toEqual({ refusal: 'approves-nothing' })
  })

  test('for oneself is refused', async () => {
    const { name } = await withDelegate()

    expect(await name(approver)).toEqual({ refusal: 'yourself' })
  })
})
