import { expect, test } from 'vitest'
import { approveRequest } from '../../src/usecases/approve-request.ts'
import { cancelRequest } from '../../src/usecases/cancel-request.ts'
import { denyRequest, mayDeny } from '../../src/usecases/deny-request.ts'
import { approver, requester, secondApprover } from '../support/people.ts'
import { startStory } from '../support/story.ts'

test('a click of an approver approves the request and wakes the worker of its server', async () => {
  const { deps, submitted, cardOf, rung } = await startStory()
  const card = await cardOf(await submitted())

  const result = await approveRequest({ by: approver, ...card }, deps)

  expect(result).toMatchObject({ kind: 'taken', request: { state: { status: 'approved' } } })
  expect(rung).toEqual(['campus'])
})

test('twenty clicks at once are one transition, and every other click is told who was first', async () => {
  const { deps, store, submitted, cardOf } = await startStory()
  const request = await submitted()
  const card = await cardOf(request)

  const results = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      approveRequest({ by: index % 2 ? approver : secondApprover, ...card }, deps),
    ),
  )

  const refused = results.filter((result) => result.kind === 'refused')
  expect(refused).toHaveLength(19)
  expect(refused[0]).toMatchObject({ because: { refusal: 'too-late' } })
  const events = await store.requests.history(request.id)
  expect(events.map(({ type }) => type)).toEqual(['submitted', 'approval-given', 'approved'])
})

test('the requester may not approve, also when the policy names them', async () => {
  const { deps, submitted, cardOf, state } = await startStory()
  const request = await submitted()
  const card = await cardOf(request)

  const result = await approveRequest({ by: requester, ...card }, deps)

  expect(result).toMatchObject({ kind: 'refused', because: { refusal: 'own-request' } })
  expect((await state(request)).status).toBe('pending')
})

test('a person with the id of an approver in another workspace is not that approver', async () => {
  const { deps, submitted, cardOf } = await startStory()
  const card = await cardOf(await submitted())

  const result = await approveRequest({ by: { team: 'T0OTHER', user: approver.user }, ...card }, deps)

  expect(result).toMatchObject({ kind: 'refused', because: { refusal: 'not-an-approver' } })
})

test.for([
  ['stranger', 'not-a-member'],
  ['unknown', 'identity-unknown'],
] as const)('an approver who is a %s to Slack is refused', async ([standing, refusal]) => {
  const { deps, submitted, cardOf, standings } = await startStory()
  const card = await cardOf(await submitted())
  standings.set(approver.user, standing)

  const result = await approveRequest({ by: approver, ...card }, deps)

  expect(result).toMatchObject({ kind: 'refused', because: { refusal } })
})

test.for([
  ['another channel', { channel: 'C0GENERAL' }],
  ['another message of the channel', { ts: '9.9' }],
] as const)('the twin of a card in %s does nothing', async ([, elsewhere]) => {
  const { deps, submitted, cardOf, state } = await startStory()
  const request = await submitted()
  const { cardId, message } = await cardOf(request)

  const result = await approveRequest({ by: approver, cardId, message: { ...message, ...elsewhere } }, deps)

  expect(result).toMatchObject({ kind: 'refused', because: { refusal: 'twin-card' } })
  expect((await state(request)).status).toBe('pending')
})

test('a button with an id that is none of ours does nothing', async () => {
  const { deps, submitted, cardOf, state } = await startStory()
  const request = await submitted()
  const card = await cardOf(request)

  const invented = await approveRequest({ by: approver, cardId: 'R-1', message: card.message }, deps)

  expect(invented).toMatchObject({ kind: 'refused', because: { refusal: 'unknown-card' } })
  expect((await state(request)).status).toBe('pending')
})

test('a card that was posted just before the bot stopped is found again by a click on it', async () => {
  const { deps, store, submitted } = await startStory()
  const request = await submitted()
  const card = await store.cards.ensure(request.id, request.revision)
  const message = { channel: 'C0APPROVE', ts: '77.1' }

  const result = await approveRequest({ by: approver, cardId: card.id, message }, deps)

  expect(result.kind).toBe('taken')
  expect(await store.cards.find(card.id)).toMatchObject({ message })
})

test('a denial ends the request, and an approval after it is told who denied', async () => {
  const { deps, submitted, cardOf } = await startStory()
  const card = await cardOf(await submitted())

  const denied = await denyRequest({ by: approver, ...card, reason: 'no room' }, deps)
  const late = await approveRequest({ by: secondApprover, ...card }, deps)

  expect(denied).toMatchObject({
    kind: 'taken',
    request: { state: { status: 'denied', by: approver, reason: 'no room' } },
  })
  expect(late).toMatchObject({
    kind: 'refused',
    because: { refusal: 'too-late', state: { status: 'denied', by: approver } },
  })
})

test('whoever asked takes the request back, also when it is approved and waits, and nobody else does', async () => {
  const { deps, submitted, cardOf, state } = await startStory()
  const request = await submitted()
  const card = await cardOf(request)
  await approveRequest({ by: approver, ...card }, deps)

  const other = await cancelRequest({ by: approver, ...card }, deps)
  const own = await cancelRequest({ by: requester, ...card }, deps)
  const late = await approveRequest({ by: secondApprover, ...card }, deps)

  expect(other).toMatchObject({ kind: 'refused', because: { refusal: 'not-your-request' } })
  expect(own).toMatchObject({ kind: 'taken', events: [{ type: 'cancelled', by: requester }] })
  expect(late).toMatchObject({ kind: 'refused', because: { refusal: 'too-late' } })
  expect((await state(request)).status).toBe('cancelled')
})

test('whether a denial would be taken is known before it is made, and nothing is stored by asking', async () => {
  const { deps, store, submitted, cardOf } = await startStory()
  const request = await submitted()
  const card = await cardOf(request)

  const own = await mayDeny({ by: requester, ...card }, deps)
  const may = await mayDeny({ by: approver, ...card }, deps)
  await approveRequest({ by: secondApprover, ...card }, deps)
  const late = await mayDeny({ by: approver, ...card }, deps)

  expect(own).toMatchObject({ kind: 'refused', because: { refusal: 'own-request' } })
  expect(may).toEqual({ kind: 'possible', request })
  expect(late).toMatchObject({ kind: 'refused', because: { refusal: 'too-late' } })
  const events = await store.requests.history(request.id)
  expect(events.map(({ type }) => type)).toEqual(['submitted', 'approval-given', 'approved'])
})
