import { describe, expect, test } from 'vitest'
import { ACTIONS, VIEWS } from '../../../src/slack/ids.ts'
import { lookAfterEnds } from '../../../src/usecases/look-after-ends.ts'
import { createWork } from '../../../src/usecases/work-on-server.ts'
import { approver, requester } from '../../support/people.ts'
import { approved, startStory } from '../../support/story.ts'
import { connect } from '../fake-slack.ts'
import { click, submission } from '../payloads.ts'

const END = '2026-01-10'

/** A story in which the requester was asked whether a guest's host is needed longer. */
async function asked() {
  const story = await startStory()
  await approved(story, { name: 'guest', until: END })
  await createWork(story.server, story.deps)()
  await lookAfterEnds([story.server], { ...story.deps, bot: approver, askBefore: 14 * 86_400_000 })
  const due = await story.store.announcements.due('2026-02-01T00:00:00.000Z', 50)
  const [ask] = due.flatMap(({ subject }) => (subject.kind === 'ask' ? [subject.ask] : []))
  const button = { cardId: ask ?? '', message: { channel: 'D0ANN', ts: '1.1' } }
  return { story, slack: connect(story), button }
}

type Asked = Awaited<ReturnType<typeof asked>>

async function formOf({ slack, button }: Asked): Promise<Record<string, unknown>> {
  await slack.send(click(ACTIONS.keepHost, button, requester))
  const [opened] = slack.sent('views.open')
  return opened?.view as Record<string, unknown>
}

/** The form as it is sent: the day is chosen and not typed. */
function sent(form: unknown, until: string, reason = 'the guest stays') {
  const body = submission(form, { reason })
  const view = body.view as { state: { values: Record<string, unknown> } }
  view.state.values.until = { input: { type: 'datepicker', selected_date: until } }
  return body
}

describe('Keep', () => {
  test('opens a form with a day three months later, and what is sent becomes a request', async () => {
    const scene = await asked()

    const form = await formOf(scene)
    const acks = await scene.slack.send(sent(form, '2026-06-30'))

    expect(form).toMatchObject({ callback_id: VIEWS.keepHost, private_metadata: scene.button.cardId })
    expect(JSON.stringify(form)).toContain('"initial_date":"2026-04-10"')
    expect(acks).toEqual([{ response_action: 'clear' }])
    expect(await scene.story.store.requests.withStatus('campus', ['pending'])).toMatchObject([
      { requester, reason: 'the guest stays', proposal: { changes: [{ kind: 'edit', target: 'guest' }] } },
    ])
  })

  test('says under its fields what is wrong with them', async () => {
    const scene = await asked()
    const form = await formOf(scene)

    const past = await scene.slack.send(sent(form, '2025-12-31'))
    const silent = await scene.slack.send(sent(form, '2026-06-30', ' '))

    expect(past).toMatchObject([
      { response_action: 'errors', errors: { until: expect.stringContaining('does not lie ahead') } },
    ])
    expect(silent).toMatchObject([{ response_action: 'errors', errors: { reason: expect.any(String) } }])
    expect(await scene.story.store.requests.withStatus('campus', ['pending'])).toEqual([])
  })

  test('says so when it is clicked by another, or once more, and opens nothing', async () => {
    const { slack, button } = await asked()

    await slack.send(click(ACTIONS.keepHost, button, approver))
    await slack.send(click(ACTIONS.letGo, button, requester))
    await slack.send(click(ACTIONS.keepHost, button, requester))

    expect(slack.sent('respond')).toMatchObject([
      { text: expect.stringContaining('Only its owner') },
      { text: expect.stringContaining('answered already') },
    ])
    expect(slack.sent('views.open')).toEqual([])
  })

  test('whose host is gone when the form is sent is refused in the form', async () => {
    const scene = await asked()
    const form = await formOf(scene)
    scene.story.remote.edit(scene.story.remote.content().replace(/# owner.*\nhost guest \{[^}]*\}\n/, ''))
    scene.story.server.cache.expire()

    const acks = await scene.slack.send(sent(form, '2026-06-30'))

    expect(JSON.stringify(acks)).toContain('There is no host guest.')
  })
})

test('Let go asks for the removal at once, acknowledged when it is recorded', async () => {
  const { story, slack, button } = await asked()
  const recorded: number[] = []

  await slack.send(click(ACTIONS.letGo, button, requester), async () => {
    recorded.push((await story.store.requests.withStatus('campus', ['pending'])).length)
  })

  expect(recorded).toEqual([1])
  expect(await story.store.requests.withStatus('campus', ['pending'])).toMatchObject([
    { requester, proposal: { changes: [{ kind: 'remove', target: 'guest' }] } },
  ])
  expect(slack.sent('respond')).toEqual([])
})

test('a button of a question that nobody knows says so', async () => {
  const { slack, button } = await asked()

  await slack.send(click(ACTIONS.letGo, { ...button, cardId: 'made-up' }, requester))

  expect(slack.sent('respond')).toMatchObject([{ text: expect.stringContaining('This question is over') }])
})
