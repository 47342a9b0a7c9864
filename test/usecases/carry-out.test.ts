import { expect, test } from 'vitest'
import type { Command } from '../../src/request/decide.ts'
import { carryOut, carryOutAll } from '../../src/usecases/carry-out.ts'
import { approved, startStory } from '../support/story.ts'

const second = { name: 'printer-3', mac: '00:00:5e:00:53:03', address: '10.20.0.12' }
const delay: Command = { type: 'delay', at: '2026-02-01', delay: { reason: 'away', advice: 'wait' } }
const begin: Command = { type: 'begin-apply', at: '2026-02-01', transaction: 'tx-1', base: 'digest' }
const conflict: Command = {
  type: 'settle',
  at: '2026-02-01',
  outcome: { kind: 'conflict', findings: [] },
  record: { transaction: undefined, digest: undefined, steps: {} },
}

test('several commands are taken together, and the requests come back as they are after them', async () => {
  const story = await startStory()
  const requests = [await approved(story), await approved(story, second)]

  const taken = await carryOutAll(
    story.store.requests,
    requests.map((request) => ({ request, command: begin })),
  )

  expect(taken.map(({ id, state }) => [id, state.status])).toEqual([
    [1, 'applying'],
    [2, 'applying'],
  ])
  expect(await story.store.requests.withStatus('campus', ['applying'])).toEqual(taken)
})

test('a request that has moved on since it was loaded is decided again as it is now', async () => {
  const story = await startStory()
  const request = await approved(story)
  await carryOut(story.store.requests, request.id, delay)

  const taken = await carryOutAll(story.store.requests, [{ request, command: begin }])

  expect(taken).toMatchObject([{ state: { status: 'applying', delay: { reason: 'away' } } }])
})

test('a request that has ended since it was loaded is left out, and keeps nobody else from it', async () => {
  const story = await startStory()
  const requests = [await approved(story), await approved(story, second)]
  await carryOut(story.store.requests, 1, conflict)

  const taken = await carryOutAll(
    story.store.requests,
    requests.map((request) => ({ request, command: begin })),
  )

  expect(taken.map(({ id }) => id)).toEqual([2])
})

test('a command that is no news leaves its request as it was', async () => {
  const story = await startStory()
  const { id } = await approved(story)
  await carryOut(story.store.requests, id, delay)
  const requests = await story.store.requests.withStatus('campus', ['approved'])

  const taken = await carryOutAll(
    story.store.requests,
    requests.map((request) => ({ request, command: delay })),
  )

  expect(taken).toEqual(requests)
})
