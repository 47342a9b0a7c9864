import { expect, test } from 'vitest'
import { ACTIONS } from '../../src/slack/ids.ts'
import { approver } from '../support/people.ts'
import { startStory } from '../support/story.ts'
import { connect } from './fake-slack.ts'
import { click, command, submission } from './payloads.ts'

const foreign = [
  ['another app', { api_app_id: 'A0OTHER' }],
  ['no app', { api_app_id: undefined }],
] as const

test.for([...foreign, ['another workspace', { team_id: 'T0OTHER' }] as const])(
  'a command of %s opens nothing and is not acknowledged',
  async ([, part]) => {
    const slack = connect(await startStory())

    const acks = await slack.send({ ...command('add'), ...part })

    expect(acks).toEqual([])
    expect(slack.sent('views.open')).toEqual([])
    expect(slack.sent('respond')).toEqual([])
  },
)

test.for([...foreign, ['another workspace', { team: { id: 'T0OTHER' } }] as const])(
  'a click of %s decides nothing, though it names an approver and a card',
  async ([, part]) => {
    const story = await startStory()
    const slack = connect(story)
    const request = await story.submitted()
    const body = click(ACTIONS.approve, await story.cardOf(request), approver)

    const acks = await slack.send({ ...body, ...part })

    expect(acks).toEqual([])
    expect((await story.state(request)).status).toBe('pending')
  },
)

test('a form that is sent from another workspace stores nothing', async () => {
  const story = await startStory()
  const slack = connect(story)
  await slack.send(command('add'))
  const fields = { name: 'printer-2', mac: '00:00:5e:00:53:02', address: '', reason: 'a printer' }
  const body = submission(slack.sent('views.open')[0]?.view, fields)

  const acks = await slack.send({ ...body, team: { id: 'T0OTHER' } })

  expect(acks).toEqual([])
  expect(await story.store.requests.withStatus('campus', ['pending'])).toEqual([])
})

test('what is dropped is named in the log by its app and its workspace', async () => {
  const story = await startStory()
  const warned: object[] = []
  const log = { ...story.deps.log, warn: (fields: object) => void warned.push(fields) }
  const slack = connect(story, { log })

  await slack.send({ ...command('add'), team_id: 'T0OTHER' })

  expect(warned).toMatchObject([{ app: 'A0DEMO', team: 'T0OTHER' }])
})
