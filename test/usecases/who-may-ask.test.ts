import { expect, test } from 'vitest'
import type { Policy } from '../../src/request/policy.ts'
import { submitRequest } from '../../src/usecases/submit-request.ts'
import { requester, secondApprover } from '../support/people.ts'
import { membersOf, named, policyOf } from '../support/policy.ts'
import { inputs, type Story, startStory } from '../support/story.ts'

/** Sends a form under a policy, with what it would take for a host that nothing warns about. */
function submit(story: Story, policy: Partial<Policy>, fields = {}, by = requester) {
  const deps = { ...story.deps, policy: { ...story.policy, ...policy } }
  const submission = { by, inputs: inputs(fields), reason: 'a test', confirmed: [], patience: 2_000 }
  return submitRequest(submission, story.server, deps)
}

const another = { name: 'printer-3', mac: '00:00:5e:00:53:03', address: '10.20.0.12' }

test('every full member may ask where the policy does not say who', async () => {
  const story = await startStory()

  expect((await submit(story, {})).kind).toBe('submitted')
})

test('who is not among those who may ask is refused before anything is stored, and told so', async () => {
  const story = await startStory()

  const result = await submit(story, { requesters: named(secondApprover) })

  expect(result).toMatchObject({ kind: 'refused', message: expect.stringContaining('not among those') })
  expect(await story.store.requests.find(1)).toBeUndefined()
})

test('the members of a group may ask, and nobody does while Slack does not say who they are', async () => {
  const story = await startStory()
  const requesters = membersOf('S1')

  const silent = await submit(story, { requesters })
  story.members.set('S1', [requester])
  const spoken = await submit(story, { requesters })

  expect(silent).toMatchObject({ kind: 'refused', message: expect.stringContaining('Slack did not say') })
  expect(spoken.kind).toBe('submitted')
})

test('one person may have so many requests open, and another may still ask', async () => {
  const story = await startStory()
  const limits = { openPerPerson: 1, openInAll: 10 }

  await submit(story, { limits })
  const again = await submit(story, { limits }, another)
  const other = await submit(story, { limits }, another, secondApprover)

  expect(again).toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(/1 open request.* may have 1/),
  })
  expect(other.kind).toBe('submitted')
})

test('so many requests may be open in all, whoever asked', async () => {
  const story = await startStory()
  const limits = { openPerPerson: 10, openInAll: 1 }

  await submit(story, { limits })
  const other = await submit(story, { limits }, another, secondApprover)

  expect(other).toMatchObject({ kind: 'refused', message: expect.stringMatching(/1 may be open in all/) })
})

test('what is open on another server counts, and what has ended does not', async () => {
  const story = await startStory()
  const limits = { openPerPerson: 1, openInAll: 10 }
  const elsewhere = await story.submitted()
  const { deps, store } = story
  const lab = {
    ...story,
    deps: { ...deps, servers: ['campus', 'lab'] },
    server: { ...story.server, name: 'lab' },
  }

  const before = await submit(lab, { limits })
  await store.requests.commit(elsewhere, [{ type: 'cancelled', by: requester, at: deps.clock() }])
  const after = await submit(lab, { limits })

  expect([before.kind, after.kind]).toEqual(['refused', 'submitted'])
})

test('what no rule is about is refused, and says so', async () => {
  const story = await startStory()
  const { rules } = policyOf({ when: { subnet: ['10.30.0.0/16'] }, approvers: named(secondApprover) })

  expect(await submit(story, { rules })).toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('No rule of the policy is about this'),
    advice: expect.stringContaining('leasehold policy explain'),
  })
})

test('what would be approved automatically but for a warning is refused where nobody is named to approve it', async () => {
  const story = await startStory()
  const { rules } = policyOf({ automatic: true })

  const result = await submit(story, { rules }, { mac: '02:00:5e:00:53:02' })

  expect(result).toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(/rule 1.*there is a warning/),
  })
})

test('what a person typed wrongly is told before what the policy says', async () => {
  const story = await startStory()

  const result = await submit(story, { requesters: named(secondApprover) }, { mac: 'zz' })

  expect(result.kind).toBe('errors')
})
