import { expect, test } from 'vitest'
import { ACTIONS } from '../../../src/slack/ids.ts'
import { createDriftWatch } from '../../../src/usecases/look-for-drift.ts'
import { createWork } from '../../../src/usecases/work-on-server.ts'
import { approver, TEAM } from '../../support/people.ts'
import { membersOf, named, rule } from '../../support/policy.ts'
import { approved, startStory } from '../../support/story.ts'
import { connect } from '../fake-slack.ts'
import { click } from '../payloads.ts'

/** A story in which a hand has changed what was applied; with the click on "Keep as it is". */
async function drifted() {
  const story = await startStory()
  await approved(story)
  await createWork(story.server, story.deps)()
  story.remote.edit(story.remote.content().replace('10.20.0.11', '10.20.0.29'))
  await createDriftWatch(story.server, story.deps, () => 0)()
  const [drift] = await story.store.drifts.open('campus')
  const button = { cardId: drift?.id ?? '', message: { channel: 'C0APPROVE', ts: '1.1' } }
  return { story, slack: connect(story), button }
}

test('a click on Keep is acknowledged when it is recorded', async () => {
  const { story, slack, button } = await drifted()
  const open: number[] = []

  const acks = await slack.send(click(ACTIONS.keepDrift, button, approver), async () => {
    open.push((await story.store.drifts.open('campus')).length)
  })

  expect([acks.length, open]).toEqual([1, [0]])
  expect(slack.sent('respond')).toEqual([])
})

test('who may not keep it is told so, and it stays', async () => {
  const { story, slack, button } = await drifted()

  await slack.send(click(ACTIONS.keepDrift, button, { team: TEAM, user: 'U0BEN' }))

  expect(slack.sent('respond')).toMatchObject([{ text: expect.stringContaining('Only approvers') }])
  expect(await story.store.drifts.open('campus')).toHaveLength(1)
})

test('who approves on another server alone may not keep it', async () => {
  const { story, button } = await drifted()
  const rules = [
    rule({ when: { server: ['lab'] }, approvers: named(approver) }),
    rule({ when: { server: ['campus'] }, approvers: membersOf('S1') }),
  ]
  const slack = connect({ ...story, deps: { ...story.deps, policy: { ...story.policy, rules } } })

  story.members.set('S1', [])
  await slack.send(click(ACTIONS.keepDrift, button, approver))
  story.members.delete('S1')
  await slack.send(click(ACTIONS.keepDrift, button, approver))

  expect(slack.sent('respond')).toMatchObject([
    { text: expect.stringContaining('Only approvers') },
    { text: expect.stringContaining('click again in a moment') },
  ])
  expect(await story.store.drifts.open('campus')).toHaveLength(1)
})
