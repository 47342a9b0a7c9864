import { expect, test } from 'vitest'
import { createWork } from '../../../src/usecases/work-on-server.ts'
import { approver, requester } from '../../support/people.ts'
import { approved, startStory } from '../../support/story.ts'
import { connect } from '../fake-slack.ts'
import { command, submission } from '../payloads.ts'

/** One request is applied, and a second one waits. */
async function twoRequests() {
  const story = await startStory()
  const applied = await approved(story)
  await createWork(story.server, story.deps)()
  const waiting = await story.submitted({
    name: 'printer-3',
    mac: '00:00:5e:00:53:03',
    address: '10.20.0.12',
  })
  const slack = connect(story)
  const ask = async (text: string, by = requester) => {
    await slack.send(command(text, by))
    return JSON.stringify(slack.sent('respond').at(-1))
  }
  return { story, slack, applied, waiting, ask }
}

test('a person’s requests are listed with where they stand, the newest first', async () => {
  const { ask, applied, waiting } = await twoRequests()

  expect(await ask('requests')).toMatch(
    new RegExp(`R-${waiting.id}\\*.*waiting for approval.*R-${applied.id}\\*.*applied`),
  )
  expect(await ask('requests', approver)).toContain('You have asked for nothing yet')
  expect(await ask('requests all', approver)).toContain(`R-${applied.id}*`)
})

test('of those that wait, only those are listed', async () => {
  const { ask, applied, waiting } = await twoRequests()

  const said = await ask('requests pending')

  expect(said).toContain(`R-${waiting.id}*`)
  expect(said).not.toContain(`R-${applied.id}*`)
})

test('a request is shown whole, with its story and a link to its card', async () => {
  const { story, slack, ask, applied } = await twoRequests()
  await story.cardOf(applied)
  slack.answer('chat.getPermalink', ({ message_ts }) => ({ permalink: `https://slack.test/p${message_ts}` }))

  const said = await ask(`show R-${applied.id}`)

  expect(said).toContain('hardware ethernet 00:00:5e:00:53:02')
  expect(said).toMatch(/asked by <@.*approved by <@.*applied/)
  expect(said).toContain('<https://slack.test/p')
  expect(said).not.toContain('"type":"button"')
})

test.for(['show', 'cancel', 'undo'])(
  '“%s” of no request, or of one that is not there, says how to find it',
  async (verb) => {
    const { ask } = await twoRequests()

    expect(await ask(verb)).toContain('Which request?')
    expect(await ask(`${verb} R-99`)).toContain('There is no request R-99')
  },
)

test('the history of a host tells every request about it', async () => {
  const { ask, applied } = await twoRequests()

  const said = await ask('history 00-00-5E-00-53-02')

  expect(said).toContain(`R-${applied.id} ·`)
  expect(said).toMatch(/asked by <@/)
  expect(await ask('history camera')).toContain('No request was ever about “camera”')
  expect(await ask('history')).toContain('Of which host?')
})

test('what people wrote mentions nobody and is no markup in a story', async () => {
  const { slack, ask } = await twoRequests()
  await ask('add')
  const view = slack.sent('views.open').at(-1)?.view
  const fields = { name: 'printer-4', mac: '00:00:5e:00:53:04', address: '10.20.0.13', comment: '' }
  await slack.send(submission(view, { ...fields, reason: '<!channel> *now*' }))

  const said = await ask('history printer-4')

  expect(said).not.toContain('<!channel>')
  expect(said).toContain('&lt;!channel&gt;')
})

test('whoever asked takes a request back, and nobody else', async () => {
  const { story, ask, waiting } = await twoRequests()

  const refused = await ask(`cancel R-${waiting.id}`, approver)
  const taken = await ask(`cancel R-${waiting.id}`)

  expect(refused).toContain('Only who asked for')
  expect(taken).toContain(`R-${waiting.id} is taken back`)
  expect((await story.store.requests.find(waiting.id))?.state.status).toBe('cancelled')
})

test('what was applied is undone by a request of its own', async () => {
  const { story, slack, ask, applied, waiting } = await twoRequests()

  const refused = await ask(`undo R-${waiting.id}`)
  await ask(`undo R-${applied.id}`)
  const view = slack.sent('views.open').at(-1)?.view
  const acks = await slack.send(submission(view, { reason: 'a mistake' }))

  expect(refused).toContain('was not applied')
  expect(view).toMatchObject({ callback_id: 'request.undo' })
  expect(acks).toEqual([{ response_action: 'clear' }])
  expect((await story.store.requests.newest(1))[0]).toMatchObject({
    reason: 'a mistake',
    proposal: { changes: [{ kind: 'remove', target: 'printer-2' }] },
  })
})
