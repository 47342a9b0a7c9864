import { expect, test } from 'vitest'
import { createWork } from '../../../src/usecases/work-on-server.ts'
import { operator, requester } from '../../support/people.ts'
import { approved, startStory } from '../../support/story.ts'
import { connect, type FakeSlack } from '../fake-slack.ts'
import { command } from '../payloads.ts'

async function connected() {
  const story = await startStory()
  return { story, slack: connect(story) }
}

function told(slack: FakeSlack): readonly unknown[] {
  return slack.sent('respond').map(({ text }) => text)
}

test('an operator pauses a queue with a reason, and it is resumed', async () => {
  const { story, slack } = await connected()

  await slack.send(command('pause a new switch', operator))
  const paused = await story.store.queues.find('campus')
  await slack.send(command('resume on campus', operator))

  expect(paused.pause).toMatchObject({ by: operator, reason: 'a new switch' })
  expect((await story.store.queues.find('campus')).pause).toBeUndefined()
  expect(told(slack)).toEqual([expect.stringContaining('is paused'), expect.stringContaining('goes on')])
})

test.for(['pause', 'resume'])('who is no operator is told who may %s, and nothing is done', async (verb) => {
  const { story, slack } = await connected()

  await slack.send(command(verb, requester))

  expect(told(slack)).toEqual([expect.stringContaining('<@U0OPE>')])
  expect((await story.store.queues.find('campus')).version).toBe(0)
})

test('where the configuration names no operators, it says so and what else to do', async () => {
  const story = await startStory()
  const policy = { ...story.policy, operators: [] }
  const slack = connect({ ...story, deps: { ...story.deps, policy } })

  await slack.send(command('pause', operator))

  expect(told(slack)).toEqual([expect.stringMatching(/policy\.operators.*leasehold pause SERVER/)])
})

test('a queue that is paused already says by whom and why', async () => {
  const { slack } = await connected()
  await slack.send(command('pause a *new* switch', operator))

  await slack.send(command('pause', operator))

  expect(told(slack).at(-1)).toMatch(/paused by <@U0OPE> already .*a \*\u200bnew\*\u200b switch/)
})

test('a queue that runs cannot be resumed', async () => {
  const { slack } = await connected()

  await slack.send(command('resume', operator))

  expect(told(slack)).toEqual([expect.stringContaining('neither paused nor stopped')])
})

test('anybody may ask how the servers stand', async () => {
  const { story, slack } = await connected()
  await approved(story)
  story.remote.answers.push({ kind: 'rolled-back', detail: 'no subnet' })
  await createWork(story.server, story.deps)()
  await approved(story, { name: 'printer-3', mac: '00:00:5e:00:53:03', address: '10.20.0.12' })

  await slack.send(command('status', requester))

  expect(told(slack)).toEqual([
    expect.stringMatching(/^\*campus\*: Waiting: .*no subnet.*resume on campus.* 1 approved request waits\./),
  ])
})

test('a server that there is not is named, with those that there are', async () => {
  const { slack } = await connected()

  await slack.send(command('pause on campsu', operator))

  expect(told(slack)).toEqual([expect.stringMatching(/campsu.*campus/s)])
})
