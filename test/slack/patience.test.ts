import { expect, test } from 'vitest'
import { patientChat } from '../../src/slack/patience.ts'
import { TryLater } from '../../src/usecases/ports.ts'
import { fakeWire } from './fake-slack.ts'

/** Slack takes no more for a channel. */
function limited(channel: string) {
  const wire = fakeWire()
  const clock = { now: 0 }
  const isLimited = { yes: true }
  wire.answer('chat.postMessage', ({ channel: place }) =>
    isLimited.yes && place === channel ? { status: 429, retryAfter: 7 } : { channel: place, ts: '1.1' },
  )
  return { ...wire, clock, isLimited, chat: patientChat(wire.client.chat, () => clock.now) }
}

test('a channel that got too much is left alone for as long as Slack asks, and the others are not', async () => {
  const { chat, sent, clock, isLimited } = limited('C1')
  const post = (channel: string) => chat.postMessage({ channel, text: 'hello' })

  await expect(post('C1')).rejects.toThrow(new TryLater(7_000))
  isLimited.yes = false
  clock.now = 6_999
  await expect(post('C1')).rejects.toMatchObject({ name: 'TryLater', milliseconds: 1 })
  await expect(post('C2')).resolves.toMatchObject({ ok: true })
  expect(sent('chat.postMessage').map(({ channel }) => channel)).toEqual(['C1', 'C2'])

  clock.now = 7_000
  await expect(post('C1')).resolves.toMatchObject({ ok: true })
})

test('another refusal comes through as it is', async () => {
  const { chat, refuse } = limited('C1')
  refuse('chat.postMessage', 'not_in_channel')

  await expect(chat.postMessage({ channel: 'C2', text: 'hello' })).rejects.toThrow('not_in_channel')
})
