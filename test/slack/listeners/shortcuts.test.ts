import { expect, test } from 'vitest'
import { placedElements } from '../../../demo/workspace/blocks/elements.ts'
import { checkModal } from '../../../demo/workspace/blocks/validate.ts'
import { requester } from '../../support/people.ts'
import { startStory } from '../../support/story.ts'
import { connect } from '../fake-slack.ts'
import { messageShortcut, shortcut } from '../payloads.ts'

async function house() {
  const story = await startStory()
  await story.server.cache.refresh()
  return { story, slack: connect(story) }
}

/** What the fields of a form are filled with, by their block ids. */
function filled(call: Record<string, unknown> | undefined): Record<string, unknown> {
  const checked = checkModal(call?.view)
  if (checked.kind === 'invalid') throw new Error(`Slack takes no such form: ${JSON.stringify(call)}`)
  const values = placedElements(checked.value.blocks).flatMap(({ blockId, element }) =>
    'initial_value' in element && element.initial_value !== undefined
      ? [[blockId, element.initial_value]]
      : [],
  )
  return Object.fromEntries(values)
}

test('the shortcut opens the empty form, and is acknowledged before', async () => {
  const { slack } = await house()
  let opened = 0

  const acks = await slack.send(shortcut('host.register'), async () => {
    opened = slack.sent('views.open').length
  })

  expect(acks).toHaveLength(1)
  expect(opened).toBe(0)
  expect(slack.sent('views.open')).toMatchObject([{ trigger_id: '1.2.3', view: { callback_id: 'host.add' } }])
  expect(filled(slack.sent('views.open')[0])).toEqual({})
})

test('the shortcut of a message opens the form with what the message says of a host', async () => {
  const { slack } = await house()
  const text = 'Hi <@U0ANNA>, please register printer-3f, 00-11-22-33-44-55, at 10.20.0.40'

  await slack.send(messageShortcut('host.register-from-message', text))

  expect(filled(slack.sent('views.open')[0])).toEqual({
    name: 'printer-3f',
    mac: '00:11:22:33:44:55',
    address: '10.20.0.40',
  })
})

test.each([
  ['of no host', 'the coffee machine is broken'],
  ['with no text at all', undefined],
])('the shortcut of a message %s opens the empty form', async (_, text) => {
  const { slack } = await house()

  await slack.send(messageShortcut('host.register-from-message', text))

  expect(slack.sent('views.open')).toHaveLength(1)
  expect(filled(slack.sent('views.open')[0])).toEqual({})
})

test('a guest is told why no form opens', async () => {
  const { story, slack } = await house()
  story.standings.set(requester.user, 'stranger')

  await slack.send(shortcut('host.register'))

  const [{ view } = { view: undefined }] = slack.sent('views.open')
  expect(view).not.toHaveProperty('callback_id', 'host.add')
  expect(JSON.stringify(view)).toContain('Only full members')
})

test.each([
  ['another workspace', { team: { id: 'T0OTHER' } }],
  ['another app', { api_app_id: 'A0OTHER' }],
])('a shortcut of %s opens nothing and is not acknowledged', async (_, part) => {
  const { slack } = await house()

  const acks = await slack.send({ ...shortcut('host.register'), ...part })

  expect(acks).toEqual([])
  expect(slack.sent('views.open')).toEqual([])
})
