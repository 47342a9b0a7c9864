import { describe, expect, test } from 'vitest'
import { approveInEmergency } from '../../src/usecases/approve-in-emergency.ts'
import { deliverMessages } from '../../src/usecases/deliver-messages.ts'
import { pauseQueue } from '../../src/usecases/hold-queue.ts'
import { remindReviewers } from '../../src/usecases/remind-reviewers.ts'
import { reviewRequest } from '../../src/usecases/review-request.ts'
import { serverStatus } from '../../src/usecases/server-status.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { approver, operator, requester, secondApprover } from '../support/people.ts'
import { named, policyOf } from '../support/policy.ts'
import { ALWAYS, approved, fakeMessenger, startStory } from '../support/story.ts'

const DAY = 86_400_000
const second = { name: 'printer-3', mac: '00:00:5e:00:53:03', address: '10.20.0.12' }
const freezes = [{ from: '2026-01-01', to: '2026-01-02', reason: 'exam week' }]

/** A house where the requester may do without the approvers, and a request of theirs that was approved so. */
async function inEmergency() {
  const emergency = { users: [requester], review: DAY }
  const policy = { ...policyOf({ approvers: named(approver, secondApprover) }), emergency }
  const story = await startStory(undefined, policy)
  const request = await story.submitted()
  const click = { by: requester, ...(await story.cardOf(request)) }
  const result = await approveInEmergency({ ...click, reason: 'the ward has no printer' }, story.deps)
  if (result.kind !== 'taken') throw new Error(`not approved: ${JSON.stringify(result)}`)
  return { ...story, request }
}

// SAFETY A8
describe('what was approved in an emergency', () => {
  test('is applied at once, and the worker is woken for it', async () => {
    const { request, state, server, deps, rung } = await inEmergency()

    await createWork(server, deps)()

    expect(rung).toEqual(['campus'])
    expect(await state(request)).toMatchObject({ outcome: { kind: 'applied' }, emergency: { by: requester } })
  })

  test.each([
    ['a freeze', { ...ALWAYS, freezes }],
    [
      'a window that is closed',
      { ...ALWAYS, windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '06:00', to: '07:00' }] },
    ],
  ])('is not held by %s, which goes on holding everything else', async (_, schedule) => {
    const story = await inEmergency()
    const other = await approved(story, second)

    const again = await createWork({ ...story.server, schedule }, story.deps)()

    expect(await story.state(story.request)).toMatchObject({ outcome: { kind: 'applied' } })
    expect(await story.state(other)).toMatchObject({
      status: 'approved',
      delay: { reason: expect.stringMatching(/./) },
    })
    expect(story.remote.content()).not.toContain('printer-3')
    expect(again).toBeGreaterThan(0)
  })

  // SAFETY C8
  test('is held by a hand on the brake', async () => {
    const { request, state, server, deps, remote } = await inEmergency()
    await pauseQueue('campus', operator, 'a new switch', deps)

    await createWork({ ...server, schedule: { ...ALWAYS, freezes } }, deps)()

    expect(await state(request)).toMatchObject({ status: 'approved', delay: { reason: 'a new switch' } })
    expect(remote.applied).toEqual([])
  })

  test('ends as a conflict where it does not fit any more, like everything else', async () => {
    const { request, state, server, deps, remote } = await inEmergency()
    remote.edit(
      `${remote.content()}host other {\n  hardware ethernet 00:00:5e:00:53:02;\n  fixed-address 10.20.0.11;\n}\n`,
    )
    await server.cache.refresh()

    await createWork(server, deps)()

    expect(await state(request)).toMatchObject({ outcome: { kind: 'conflict' } })
  })

  // SAFETY A5
  test.each(['stranger', 'unnamed'])(
    'goes back to the approvers where whoever approved it is %s by then',
    async (what) => {
      const { request, state, server, deps, standings, remote } = await inEmergency()
      const emergency = what === 'unnamed' ? { users: [operator], review: DAY } : deps.policy.emergency
      if (what === 'stranger') standings.set(requester.user, 'stranger')

      await createWork(server, { ...deps, policy: { ...deps.policy, emergency } })()

      expect(await state(request)).toMatchObject({
        status: 'pending',
        sentBack: expect.stringMatching(/no longer/),
      })
      expect(remote.applied).toEqual([])
    },
  )

  test('waits while Slack does not say whether they are a member still', async () => {
    const { request, state, server, deps, standings } = await inEmergency()
    standings.set(requester.user, 'unknown')

    await createWork(server, deps)()

    expect(await state(request)).toMatchObject({
      status: 'approved',
      delay: { reason: expect.stringMatching(/Slack/) },
    })
  })

  test('is told to everyone: on the card, to the approvers and to the requester', async () => {
    const { deps } = await inEmergency()
    const { messenger, told } = fakeMessenger()

    await deliverMessages({ ...deps, messenger })

    expect(told).toContain('card 1.1 approved')
    expect(told).toContain('approved-in-emergency 1 below 1.1')
    expect(told).toContain('requester 1 approved-in-emergency')
  })
})

describe('a review', () => {
  async function applied() {
    const story = await inEmergency()
    await createWork(story.server, story.deps)()
    const { messenger, told } = fakeMessenger()
    const at = (milliseconds: number) => ({
      ...story.deps,
      clock: () => new Date(Date.UTC(2026, 0, 1) + milliseconds).toISOString(),
      messenger,
    })
    await deliverMessages(at(60_000))
    const reminders = () => told.filter((line) => line.startsWith('review-reminded'))
    return { ...story, at, reminders }
  }

  test('that nobody gives in time is asked for, once each day, however many replicas find it due', async () => {
    const { at, reminders } = await applied()

    await remindReviewers(['campus'], at(DAY / 2))
    await deliverMessages(at(DAY / 2))
    const early = reminders().length
    await Promise.all(Array.from({ length: 5 }, () => remindReviewers(['campus'], at(DAY + 60_000))))
    await remindReviewers(['campus'], at(1.5 * DAY))
    await deliverMessages(at(1.5 * DAY))
    const first = reminders().length
    await remindReviewers(['campus'], at(2 * DAY + 60_000))
    await deliverMessages(at(2 * DAY + 60_000))

    expect([early, first, reminders().length]).toEqual([0, 1, 2])
  })

  test('is open in the status of the server until a second person gives it', async () => {
    const { server, deps, request, cardOf, state } = await applied()
    const open = await serverStatus(server, deps)
    const click = { by: approver, ...(await cardOf(request)) }

    await reviewRequest({ ...click, note: 'fine' }, deps)

    expect(open.unreviewed).toEqual([request.id])
    expect(await state(request)).toMatchObject({ review: { by: approver, note: 'fine' } })
    expect((await serverStatus(server, deps)).unreviewed).toEqual([])
  })

  test('that was given meanwhile needs no reminder any more', async () => {
    const { at, deps, request, cardOf, reminders } = await applied()
    await remindReviewers(['campus'], at(DAY + 60_000))
    await reviewRequest({ by: approver, note: undefined, ...(await cardOf(request)) }, deps)

    await deliverMessages(at(DAY + 60_000))

    expect(reminders()).toEqual([])
  })
})
