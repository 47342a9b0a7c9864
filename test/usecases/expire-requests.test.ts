import { expect, test } from 'vitest'
import { approveRequest } from '../../src/usecases/approve-request.ts'
import { expireRequests } from '../../src/usecases/expire-requests.ts'
import { submitRequest } from '../../src/usecases/submit-request.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { approver, requester } from '../support/people.ts'
import { inputs, startStory } from '../support/story.ts'

const WEEK = 604_800_000

/** The story's dependencies at so many milliseconds after it began. */
function at(story: Awaited<ReturnType<typeof startStory>>, milliseconds: number) {
  const told: string[] = []
  const clock = () => new Date(Date.UTC(2026, 0, 1) + milliseconds).toISOString()
  return { ...story.deps, clock, deliver: () => void told.push('deliver'), told }
}

// SAFETY A6
test('requests that nobody decided on end after their time, and others stay', async () => {
  const story = await startStory()
  const old = await story.submitted()
  const early = at(story, WEEK - 1_000)
  const late = at(story, WEEK + 60_000)

  await expireRequests(['campus'], early)
  const before = await story.state(old)
  await expireRequests(['campus'], late)
  await expireRequests(['campus'], late)

  expect(before.status).toBe('pending')
  expect(await story.state(old)).toMatchObject({ status: 'expired', approvals: [] })
  expect([early.told, late.told]).toEqual([[], ['deliver']])
  const events = await story.store.requests.history(old.id)
  expect(events.map(({ type }) => type)).toEqual(['submitted', 'expired'])
})

test('an approved request that could not be applied in time is not applied later', async () => {
  const story = await startStory()
  const request = await story.submitted()
  await approveRequest({ by: approver, ...(await story.cardOf(request)) }, story.deps)
  const before = story.server.remote.content()

  await expireRequests(['campus'], at(story, WEEK + 60_000))
  await createWork(story.server, story.deps)()

  expect((await story.state(request)).status).toBe('expired')
  expect(story.server.remote.content()).toBe(before)
})

test('what has expired holds no name and no address any more', async () => {
  const story = await startStory()
  await story.submitted()
  await expireRequests(['campus'], at(story, WEEK + 60_000))

  const again = await submitRequest(
    { by: requester, inputs: inputs(), reason: 'again', confirmed: [], patience: 2_000 },
    story.server,
    story.deps,
  )

  expect(again.kind).toBe('submitted')
})
