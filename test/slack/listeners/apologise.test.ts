import { expect, test } from 'vitest'
import { ACTIONS } from '../../../src/slack/ids.ts'
import { approver, requester } from '../../support/people.ts'
import { startStory } from '../../support/story.ts'
import { connect } from '../fake-slack.ts'
import { click, command } from '../payloads.ts'

const broken = async () => {
  throw new Error('the disk is full')
}

test('a person whose command failed is told so, and the log has the reason', async () => {
  const story = await startStory()
  const errors: object[] = []
  const log = { ...story.deps.log, error: (fields: object) => void errors.push(fields) }
  const slack = connect(story, { forms: { ...story.store.forms, open: broken }, log })

  await slack.send(command('add'))

  expect(slack.sent('chat.postMessage')).toMatchObject([{ channel: requester.user }])
  expect(errors).toMatchObject([{ user: requester.user, error: { message: 'the disk is full' } }])
})

test('a click that could not be recorded is not acknowledged, and whoever clicked is told to look', async () => {
  const story = await startStory()
  const card = await story.cardOf(await story.submitted())
  const slack = connect(story, { approve: broken })

  const acks = await slack.send(click(ACTIONS.approve, card, approver))

  expect(acks).toEqual([])
  expect(slack.sent('chat.postMessage')).toMatchObject([{ channel: approver.user }])
})

test('a failure is never said to have done nothing, and its inner words stay in the log', async () => {
  const story = await startStory()
  const slack = connect(story, { forms: { ...story.store.forms, open: broken } })

  await slack.send(command('add'))

  const [{ text } = {}] = slack.sent('chat.postMessage')
  expect(text).toContain('look whether it was done before you try again')
  expect(text).not.toMatch(/nothing was (done|changed)|disk/i)
})

test('a person who cannot be told either leaves both failures in the log', async () => {
  const story = await startStory()
  const errors: string[] = []
  const log = { ...story.deps.log, error: (_: object, message: string) => void errors.push(message) }
  const slack = connect(story, { forms: { ...story.store.forms, open: broken }, log })
  slack.refuse('chat.postMessage', 'account_inactive')

  await slack.send(command('add'))

  expect(errors).toHaveLength(2)
})
