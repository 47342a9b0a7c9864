import { expect, test } from 'vitest'
import { checkMessageBlocks } from '../../demo/workspace/blocks/validate.ts'
import { createMessenger } from '../../src/slack/messenger.ts'
import type { Card } from '../../src/usecases/ports.ts'
import { approver, requester } from '../support/people.ts'
import { resolved } from '../support/policy.ts'
import { startStory } from '../support/story.ts'
import { fakeWire } from './fake-slack.ts'

const CARD: Card = { id: 'card-1', requestId: 1, revision: 1, message: undefined }
const POSTED: Card = { ...CARD, message: { channel: 'C0OLD', ts: '1.1' } }

async function sample() {
  const story = await startStory()
  const wire = fakeWire()
  const messenger = createMessenger(wire.client.chat, 'C0APPROVE', async () => resolved(story.policy))
  return { ...wire, messenger, request: await story.submitted() }
}

test('a card that stands nowhere yet is posted into the approvals channel, and its place is told', async () => {
  const { messenger, request, answer, sent } = await sample()
  answer('chat.postMessage', () => ({ channel: 'C0APPROVE', ts: '2.2' }))

  expect(await messenger.showCard(CARD, request)).toEqual({ channel: 'C0APPROVE', ts: '2.2' })
  expect(sent('chat.postMessage')).toMatchObject([{ channel: 'C0APPROVE' }])
  expect(JSON.stringify(sent('chat.postMessage'))).toContain('Register printer-2')
})

test('a posted card is brought up to date where it stands, and not posted again', async () => {
  const { messenger, request, sent } = await sample()

  expect(await messenger.showCard(POSTED, request)).toEqual(POSTED.message)
  expect(sent('chat.update')).toMatchObject([{ channel: 'C0OLD', ts: '1.1' }])
  expect(sent('chat.postMessage')).toEqual([])
})

test('a card whose message somebody deleted is gone', async () => {
  const { messenger, request, refuse } = await sample()
  refuse('chat.update', 'message_not_found')

  expect(await messenger.showCard(POSTED, request)).toBe('gone')
})

test.for(['channel_not_found', 'ratelimited', 'internal_error'])(
  'a card that Slack does not update for %s is not gone, but tried again later',
  async (reason) => {
    const { messenger, request, refuse } = await sample()
    refuse('chat.update', reason)

    await expect(messenger.showCard(POSTED, request)).rejects.toThrow(reason)
  },
)

test('a card that Slack does not post is tried again later', async () => {
  const { messenger, request, refuse } = await sample()
  refuse('chat.postMessage', 'not_in_channel')

  await expect(messenger.showCard(CARD, request)).rejects.toThrow('not_in_channel')
})

test('a card whose place Slack does not tell counts as not shown', async () => {
  const { messenger, request } = await sample()

  await expect(messenger.showCard(CARD, request)).rejects.toThrow('where the message stands')
})

test('what happened to a request is told in the thread of its card, and mentions whom it is about', async () => {
  const { messenger, sent, request } = await sample()
  const at = request.requestedAt

  await messenger.tellStory(
    [
      { type: 'approval-given', by: approver, at, revision: 1 },
      { type: 'denied', by: approver, at, reason: '<!here> not *now*' },
    ],
    { channel: 'C0APPROVE', ts: '2.2' },
  )

  const [reply] = sent('chat.postMessage')
  expect(reply).toMatchObject({ channel: 'C0APPROVE', thread_ts: '2.2' })
  expect(reply?.text).toMatch(/approved by <@U0APP>.*\n.*denied by <@U0APP>: &lt;!here&gt;/)
  expect(checkMessageBlocks(reply?.blocks)).toMatchObject({ kind: 'valid' })
})

test('the requester is told in a direct message', async () => {
  const { messenger, request, sent } = await sample()

  await messenger.tellRequester(request, { type: 'denied', by: requester, at: request.requestedAt })

  expect(sent('chat.postMessage')).toMatchObject([
    { channel: requester.user, text: expect.stringContaining('denied') },
  ])
})

test('an event that does not concern the requester sends nothing', async () => {
  const { messenger, request, sent } = await sample()

  await messenger.tellRequester(request, { type: 'approved', at: request.requestedAt })

  expect(sent('chat.postMessage')).toEqual([])
})

test('word to the requester that Slack does not take is tried again later', async () => {
  const { messenger, request, refuse } = await sample()
  refuse('chat.postMessage', 'internal_error')

  await expect(
    messenger.tellRequester(request, { type: 'denied', by: requester, at: request.requestedAt }),
  ).rejects.toThrow('internal_error')
})

test('a reminder in person is a direct message', async () => {
  const { messenger, request, sent } = await sample()

  await messenger.remindPerson(request, approver)

  expect(sent('chat.postMessage')).toMatchObject([
    {
      channel: approver.user,
      text: expect.stringMatching(/R-1 .*waiting for your approval since .*<#C0APPROVE>/),
    },
  ])
  expect(checkMessageBlocks(sent('chat.postMessage')[0]?.blocks)).toMatchObject({ kind: 'valid' })
})

test('a reminder stands in the thread of the card', async () => {
  const { messenger, request, sent } = await sample()

  await messenger.tellApprovers(
    request,
    { type: 'reminded', at: request.requestedAt },
    { channel: 'C0OLD', ts: '1.1' },
  )

  expect(sent('chat.postMessage')).toMatchObject([
    { channel: 'C0OLD', thread_ts: '1.1', text: expect.stringContaining('still waits') },
  ])
})

const registration = {
  server: 'campus',
  name: 'guest',
  owner: { team: 'T1', id: 'U0OWN' },
  end: '2026-03-31',
}
const ASK = { id: 'ask-1', registration, answer: undefined, message: undefined }
const GROUP = { ...ASK, registration: { ...registration, owner: { team: 'T1', id: 'S0LAB' } } }

test('an owner is asked in a direct message, and a group in the approvals channel', async () => {
  const { messenger, answer, sent } = await sample()
  answer('chat.postMessage', ({ channel }) => ({
    channel: channel === 'U0OWN' ? 'D0OWN' : channel,
    ts: '2.2',
  }))

  expect(await messenger.askOwner(ASK)).toEqual({ channel: 'D0OWN', ts: '2.2' })
  expect(await messenger.askOwner(GROUP)).toEqual({ channel: 'C0APPROVE', ts: '2.2' })
  expect(sent('chat.postMessage')).toMatchObject([
    { channel: 'U0OWN', text: expect.stringContaining('is yours until') },
    { channel: 'C0APPROVE', text: expect.stringContaining('<!subteam^S0LAB>') },
  ])
})

test('an owner who cannot be reached is asked in the approvals channel, and that message is brought up to date there', async () => {
  const { messenger, answer, sent } = await sample()
  answer('chat.postMessage', ({ channel }) =>
    channel === 'U0OWN' ? { ok: false, error: 'channel_not_found' } : { channel, ts: '2.2' },
  )

  const message = await messenger.askOwner(ASK)
  if (message !== 'gone') await messenger.askOwner({ ...ASK, message })

  expect(message).toEqual({ channel: 'C0APPROVE', ts: '2.2' })
  expect(sent('chat.update')).toMatchObject([{ ts: '2.2', text: expect.stringContaining('of <@U0OWN>') }])
})

test('a question that Slack does not take for another reason is tried again later', async () => {
  const { messenger, refuse } = await sample()
  refuse('chat.postMessage', 'internal_error')

  await expect(messenger.askOwner(ASK)).rejects.toThrow('internal_error')
})

test('what becomes of a removal that nobody asked for is told to the owner, and to a group only that it is asked for', async () => {
  const { messenger, request, answer, sent } = await sample()
  answer('chat.postMessage', ({ channel }) => ({ channel, ts: '2.2' }))
  const at = request.requestedAt
  const { proposal, server, reason } = request
  const submitted = { type: 'submitted', by: requester, at, server, reason, proposal } as const

  for (const ended of [registration, GROUP.registration]) {
    await messenger.tellRequester({ ...request, ended }, submitted)
    await messenger.tellRequester({ ...request, ended }, { type: 'denied', by: requester, at })
  }

  expect(sent('chat.postMessage')).toMatchObject([
    { channel: 'U0OWN', text: expect.stringContaining('whose end 2026-03-31 has come) waits for approval') },
    { channel: 'U0OWN', text: expect.stringContaining('denied') },
    { channel: 'C0APPROVE', text: expect.stringContaining('<!subteam^S0LAB>: R-1') },
  ])
})
