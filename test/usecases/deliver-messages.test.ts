import { expect, test, vi } from 'vitest'
import type { Command } from '../../src/request/decide.ts'
import type { Policy } from '../../src/request/policy.ts'
import { approveRequest } from '../../src/usecases/approve-request.ts'
import { carryOut } from '../../src/usecases/carry-out.ts'
import { deliverMessages } from '../../src/usecases/deliver-messages.ts'
import { pauseQueue, resumeQueue } from '../../src/usecases/hold-queue.ts'
import { type Clock, TryLater } from '../../src/usecases/ports.ts'
import { approver, operator } from '../support/people.ts'
import { resolved } from '../support/policy.ts'
import { fakeMessenger, startStory } from '../support/story.ts'

test('a submitted request gets a card, and its requester gets word', async () => {
  const { deps, submitted } = await startStory()
  const { messenger, told } = fakeMessenger()
  await submitted()

  const again = await deliverMessages({ ...deps, messenger })

  expect(told).toEqual(['card 1.1 pending', 'requester 1 submitted'])
  expect(again).toBeUndefined()
})

test('nothing is told twice', async () => {
  const { deps, submitted } = await startStory()
  const { messenger, told } = fakeMessenger()
  await submitted()
  await deliverMessages({ ...deps, messenger })

  await deliverMessages({ ...deps, messenger })

  expect(told).toHaveLength(2)
})

test('several events of a request cost one update of its card, which shows the last of them', async () => {
  const { deps, submitted, cardOf } = await startStory()
  const { messenger, told } = fakeMessenger()
  const request = await submitted()
  await approveRequest({ by: approver, ...(await cardOf(request)) }, deps)

  await deliverMessages({ ...deps, messenger })

  expect(told).toEqual(['card 1.1 approved', 'requester 1 submitted'])
})

test('what happened to a request is told in the thread of its card, and only what the card does not say by itself', async () => {
  const { deps, submitted, cardOf } = await startStory()
  const { messenger, stories } = fakeMessenger()
  const request = await submitted()
  await deliverMessages({ ...deps, messenger })
  await approveRequest({ by: approver, ...(await cardOf(request)) }, deps)

  await deliverMessages({ ...deps, messenger })
  await deliverMessages({ ...deps, messenger })

  expect(stories).toEqual(['approval-given below 1.1'])
})

test('what Slack asks to wait for is told after that time, and not before', async () => {
  const { deps, submitted } = await startStory()
  const { messenger, told, failures } = fakeMessenger()
  const clock = vi.fn(() => '2026-01-01T12:00:00.000Z')
  failures.push(new TryLater(30_000))
  await submitted()

  const again = await deliverMessages({ ...deps, clock, messenger })
  clock.mockReturnValue('2026-01-01T12:00:29.999Z')
  await deliverMessages({ ...deps, clock, messenger })
  const before = [...told]
  clock.mockReturnValue('2026-01-01T12:00:30.000Z')
  await deliverMessages({ ...deps, clock, messenger })

  expect(again).toBe(30_000)
  expect(before).toEqual(['requester 1 submitted'])
  expect(told).toEqual(['requester 1 submitted', 'card 1.1 pending'])
})

test('messages that Slack did not take are told later, and the others are not held up', async () => {
  const { deps, submitted } = await startStory()
  const { messenger, told, failures } = fakeMessenger()
  failures.push(new Error('Slack answers 503'))
  await submitted()

  const again = await deliverMessages({ ...deps, messenger })
  const before = [...told]
  for (let tick = 0; tick < 5; tick++) await deliverMessages({ ...deps, messenger })

  expect(again).toBeDefined()
  expect(before).toEqual(['requester 1 submitted'])
  expect(told).toEqual(['requester 1 submitted', 'card 1.1 pending'])
})

/** An approver's yes to the plan of a revision. */
function approval({ policy, clock }: { policy: Policy; clock: Clock }, revision = 1): Command {
  return { type: 'approve', by: approver, at: clock(), revision, policy: resolved(policy) }
}

/** A house with one request whose card stands in Slack. */
async function delivered() {
  const story = await startStory()
  const slack = fakeMessenger()
  const request = await story.submitted()
  const deliver = () => deliverMessages({ ...story.deps, messenger: slack.messenger })
  await deliver()
  const card = async () => (await story.store.cards.ofRequest(request.id)).at(-1)
  return { ...story, ...slack, request, deliver, card }
}

test('a card is found where it was posted, and another event updates it there', async () => {
  const { deps, request, deliver, card, messenger } = await delivered()
  const posted = await card()
  const shown = vi.spyOn(messenger, 'showCard')

  await carryOut(deps.requests, request.id, approval(deps))
  await deliver()

  expect(posted?.message).toEqual({ channel: 'C0APPROVE', ts: '1.1' })
  expect(shown.mock.calls).toMatchObject([[posted, { id: request.id, state: { status: 'approved' } }]])
})

test('a card that somebody deleted is posted anew, and stands there from then on', async () => {
  const { deps, request, deliver, card, messenger } = await delivered()
  const posted = await card()
  const shown = vi.spyOn(messenger, 'showCard').mockResolvedValueOnce('gone')
  shown.mockResolvedValueOnce({ channel: 'C0APPROVE', ts: '7.7' })

  await carryOut(deps.requests, request.id, approval(deps))
  await deliver()

  expect(shown.mock.calls.map(([each]) => each)).toEqual([posted, { ...posted, message: undefined }])
  expect((await card())?.message).toEqual({ channel: 'C0APPROVE', ts: '7.7' })
})

/** A request that was sent back: its first card stands in Slack, and the second one is still to come. */
async function sentBack() {
  const house = await delivered()
  const { deps, request, messenger } = house
  const old = await house.card()
  await carryOut(deps.requests, request.id, approval(deps))
  await carryOut(deps.requests, request.id, {
    type: 'send-back',
    at: deps.clock(),
    reason: 'changed',
    proposal: request.proposal,
  })
  const show = messenger.showCard
  /** Lets the old card end in this way; the new one is shown as ever. */
  function oldCardEnds(how: () => Promise<'gone'>) {
    return vi
      .spyOn(messenger, 'showCard')
      .mockImplementation((card, now) => (card.revision === 1 ? how() : show(card, now)))
  }
  return { ...house, old, oldCardEnds }
}

test('an old card that cannot be shown does not keep the new one back, and is tried again', async () => {
  const { deliver, told, oldCardEnds } = await sentBack()
  oldCardEnds(async () => {
    throw new Error('Slack answers 503')
  })

  const again = await deliver()

  expect(told).toContain('card 1.2 pending')
  expect(again).toBeDefined()
})

test('an old card that somebody deleted is let go and not posted again', async () => {
  const { deps, store, request, deliver, told, oldCardEnds } = await sentBack()
  const shown = oldCardEnds(async () => 'gone')

  const again = await deliver()
  await carryOut(deps.requests, request.id, approval(deps, 2))
  await deliver()

  const [first] = await store.cards.ofRequest(request.id)
  expect(again).toBeUndefined()
  expect(told).toContain('card 1.2 approved')
  expect(shown.mock.calls.filter(([card]) => card.revision === 1)).toHaveLength(1)
  expect(first?.message).toBeUndefined()
})

test('a message that fails again and again is tried in growing pauses, at most a minute apart', async () => {
  const { deps, submitted } = await startStory()
  const { messenger } = fakeMessenger()
  let now = Date.parse((await submitted()).requestedAt)
  const clock = () => new Date(now).toISOString()
  messenger.showCard = async () => {
    throw new Error('Slack answers 503')
  }

  const pauses: (number | undefined)[] = []
  for (let attempt = 0; attempt < 8; attempt++) {
    const pause = await deliverMessages({ ...deps, messenger, clock })
    pauses.push(pause)
    now += pause ?? 0
  }

  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1_000))
})

test('a run that finds nothing due yet comes back when the message that was put off is', async () => {
  const { deps, submitted } = await startStory()
  const { messenger, failures } = fakeMessenger()
  const now = Date.parse((await submitted()).requestedAt)
  failures.push(new Error('Slack answers 503'))
  const at = (milliseconds: number) =>
    deliverMessages({ ...deps, messenger, clock: () => new Date(now + milliseconds).toISOString() })

  await at(0)

  expect(await at(400)).toBe(600)
  expect(await at(1_000)).toBeUndefined()
})

test('more messages than one run takes are all told, one run after the other', async () => {
  const { deps, submitted } = await startStory()
  const { messenger, told } = fakeMessenger()
  for (let host = 20; host < 50; host++) {
    await submitted({ name: `host-${host}`, mac: `00:00:5e:00:53:${host}`, address: `10.20.0.${host}` })
  }

  const first = await deliverMessages({ ...deps, messenger })
  const early = told.length
  const second = await deliverMessages({ ...deps, messenger })

  expect([first, early]).toEqual([0, 50])
  expect(second).toBeUndefined()
  expect(told).toHaveLength(60)
})

test('the channel is told what happened to a queue, in order, also after an outage of Slack', async () => {
  const { deps } = await startStory()
  const { messenger, told, failures } = fakeMessenger()
  await pauseQueue('campus', operator, '', deps)
  await resumeQueue('campus', operator, deps)
  failures.push(new Error('Slack answers 503'), new Error('Slack answers 503'))

  const again = await deliverMessages({ ...deps, messenger })
  for (let tick = 0; tick < 5; tick++) await deliverMessages({ ...deps, messenger })

  expect(again).toBeGreaterThanOrEqual(0)
  expect(told).toEqual(['queue campus paused', 'queue campus resumed'])
})

test('a message about drift that somebody deleted is posted anew', async () => {
  const { deps, store } = await startStory()
  const host = { name: 'printer-2', expected: 'a', found: 'b', end: undefined }
  const drift = { server: 'campus', noticedAt: deps.clock(), version: 1, hosts: [host], keptBy: undefined }
  const { id } = await store.drifts.begin(drift)
  await store.drifts.posted(id, { channel: 'C0APPROVE', ts: 'gone' })
  const { messenger } = fakeMessenger()
  const asked: unknown[] = []
  const showDrift: typeof messenger.showDrift = async (_, message) => {
    asked.push(message?.ts)
    return message ? 'gone' : { channel: 'C0APPROVE', ts: 'new' }
  }

  await deliverMessages({ ...deps, messenger: { ...messenger, showDrift } })

  expect(asked).toEqual(['gone', undefined])
  expect(await store.drifts.message(id)).toEqual({ channel: 'C0APPROVE', ts: 'new' })
})
