import { expect, test } from 'vitest'
import type { Rule } from '../../src/request/policy.ts'
import { approveAutomatically } from '../../src/usecases/approve-automatically.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { approver, requester } from '../support/people.ts'
import { membersOf, named, policyOf } from '../support/policy.ts'
import { stored } from '../support/stored.ts'
import { startStory } from '../support/story.ts'

const netops = { name: 'netops', when: { requester: membersOf('S1') }, automatic: true }

/** A house whose policy lets the members of a group add hosts by themselves; the requester is one. */
async function automatic(...rules: readonly Partial<Rule>[]) {
  const house = await startStory(undefined, policyOf(netops, ...rules))
  house.members.set('S1', [requester])
  return house
}

async function events(story: Awaited<ReturnType<typeof automatic>>, id: number) {
  return (await story.store.requests.history(id)).map(({ type }) => type)
}

test('what every rule that matches allows is approved when it is asked for, and the worker is woken', async () => {
  const story = await automatic()

  const request = await story.submitted()

  expect(request.state).toMatchObject({
    status: 'approved',
    approvals: [],
    automatic: { rules: ['netops'] },
  })
  expect(await events(story, request.id)).toEqual(['submitted', 'approved-automatically'])
  expect(story.rung).toEqual(['campus'])
})

test('another rule that matches and asks for people lets it wait for them', async () => {
  const story = await automatic({ approvers: named(approver) })

  const request = await story.submitted()

  expect(request.state.status).toBe('pending')
  expect(story.rung).toEqual([])
})

test('it is applied, and the record still says that the policy approved it', async () => {
  const story = await automatic()
  const request = await story.submitted()

  await createWork(story.server, story.deps)()

  expect(await story.state(request)).toMatchObject({
    outcome: { kind: 'applied' },
    automatic: { rules: ['netops'] },
  })
})

// SAFETY A5
test('it goes back to people when the policy would not approve it any more', async () => {
  const story = await automatic({ when: { requester: membersOf('S2') }, approvers: named(approver) })
  story.members.set('S2', [])
  const request = await story.submitted()
  story.members.set('S2', [requester])

  await createWork(story.server, story.deps)()

  expect(await story.state(request)).toMatchObject({ status: 'pending', sentBack: expect.any(String) })
})

test('it goes back when who asked is no member any more, and is not approved again', async () => {
  const story = await automatic()
  const request = await story.submitted()
  story.standings.set(requester.user, 'stranger')

  await createWork(story.server, story.deps)()
  await approveAutomatically(['campus'], story.deps)

  expect(await story.state(request)).toMatchObject({ status: 'pending', sentBack: expect.any(String) })
})

test('it waits while Slack does not say whether who asked is still of the group', async () => {
  const story = await automatic()
  const request = await story.submitted()
  story.members.delete('S1')

  await createWork(story.server, story.deps)()

  expect(await story.state(request)).toMatchObject({
    status: 'approved',
    delay: { reason: expect.stringContaining('Slack') },
  })
})

test('a request that the bot was killed before it came to is approved later, once', async () => {
  const story = await automatic()
  const { proposal } = await story.submitted()
  const left = await stored(story.store.requests, {
    type: 'submitted',
    by: requester,
    at: story.deps.clock(),
    server: 'campus',
    reason: 'left over',
    proposal,
  })

  await Promise.all([
    approveAutomatically(['campus'], story.deps),
    approveAutomatically(['campus'], story.deps),
  ])

  expect(await events(story, left.id)).toEqual(['submitted', 'approved-automatically'])
  expect(story.rung).toEqual(['campus', 'campus'])
})
