import { describe, expect, test } from 'vitest'
import { ACTIONS, FIELDS } from '../../../src/slack/ids.ts'
import { createWork } from '../../../src/usecases/work-on-server.ts'
import { approver, requester, secondApprover } from '../../support/people.ts'
import { named, policyOf } from '../../support/policy.ts'
import { startStory } from '../../support/story.ts'
import { connect, type FakeSlack } from '../fake-slack.ts'
import { click, submission } from '../payloads.ts'

async function pendingCard() {
  const story = await startStory()
  const slack = connect(story)
  const request = await story.submitted()
  return { story, slack, request, card: await story.cardOf(request) }
}

test.for([
  [ACTIONS.approve, approver, 'approved'],
  [ACTIONS.cancel, requester, 'cancelled'],
] as const)('a click on %s is acknowledged once, when it is recorded', async ([action, by, status]) => {
  const { story, slack, request, card } = await pendingCard()
  const recorded: string[] = []

  const acks = await slack.send(click(action, card, by), async () => {
    recorded.push((await story.state(request)).status)
  })

  expect(acks).toHaveLength(1)
  expect(recorded).toEqual([status])
})

describe('Deny', () => {
  const formOf = (slack: FakeSlack) => slack.sent('views.open').at(-1)?.view

  test('asks for a reason, and denies the request with it', async () => {
    const { story, slack, request, card } = await pendingCard()

    await slack.send(click(ACTIONS.deny, card, approver))
    const before = await story.state(request)
    const acks = await slack.send(
      submission(formOf(slack), { [FIELDS.reason]: ' Room 3 has no port. ' }, approver),
    )

    expect(before.status).toBe('pending')
    expect(acks).toEqual([{ response_action: 'clear' }])
    expect(await story.state(request)).toMatchObject({
      status: 'denied',
      by: approver,
      reason: 'Room 3 has no port.',
    })
  })

  test('needs no reason', async () => {
    const { story, slack, request, card } = await pendingCard()

    await slack.send(click(ACTIONS.deny, card, approver))
    await slack.send(submission(formOf(slack), { [FIELDS.reason]: ' ' }, approver))

    expect(await story.state(request)).not.toHaveProperty('reason')
  })

  test('asks nobody who may not deny, but tells them', async () => {
    const { slack, card } = await pendingCard()

    const acks = await slack.send(click(ACTIONS.deny, card, requester))

    expect(acks).toHaveLength(1)
    expect(slack.sent('views.open')).toEqual([])
    expect(slack.sent('respond')).toMatchObject([{ text: expect.stringMatching(/somebody else/) }])
  })

  test('tells in the form who was first, when somebody was meanwhile', async () => {
    const { story, slack, request, card } = await pendingCard()

    await slack.send(click(ACTIONS.deny, card, approver))
    await slack.send(click(ACTIONS.approve, card, secondApprover))
    const acks = await slack.send(submission(formOf(slack), { [FIELDS.reason]: 'no' }, approver))

    expect((await story.state(request)).status).toBe('approved')
    expect(JSON.stringify(acks)).toContain(`was approved by <@${secondApprover.user}> already`)
  })

  test('is refused to whoever sends the form of another', async () => {
    const { story, slack, request, card } = await pendingCard()

    await slack.send(click(ACTIONS.deny, card, approver))
    const acks = await slack.send(submission(formOf(slack), { [FIELDS.reason]: 'no' }, requester))

    expect((await story.state(request)).status).toBe('pending')
    expect(JSON.stringify(acks)).toContain('somebody else must decide')
  })

  test('says so when Slack gave too little time to ask', async () => {
    const { story, slack, request, card } = await pendingCard()
    slack.refuse('views.open', 'expired_trigger_id')

    await slack.send(click(ACTIONS.deny, card, approver))

    expect((await story.state(request)).status).toBe('pending')
    expect(slack.sent('respond')).toMatchObject([{ text: expect.stringMatching(/click again/) }])
  })
})

// SAFETY A8
describe('Emergency', () => {
  async function inEmergencies() {
    const policy = {
      ...policyOf({ approvers: named(approver) }),
      emergency: { users: [requester], review: 86_400_000 },
    }
    const story = await startStory(undefined, policy)
    const slack = connect(story)
    const request = await story.submitted()
    return { story, slack, request, card: await story.cardOf(request) }
  }
  const formOf = (slack: FakeSlack) => slack.sent('views.open').at(-1)?.view

  test('asks those who are named why, approves it with that, and wakes the worker', async () => {
    const { story, slack, request, card } = await inEmergencies()

    await slack.send(click(ACTIONS.emergency, card, requester))
    const acks = await slack.send(
      submission(formOf(slack), { [FIELDS.reason]: ' the ward has no printer ' }, requester),
    )

    expect(acks).toEqual([{ response_action: 'clear' }])
    expect(await story.state(request)).toMatchObject({
      status: 'approved',
      emergency: { by: requester, reason: 'the ward has no printer' },
    })
    expect(story.rung).toEqual(['campus'])
  })

  test('asks nobody else, but tells them for whom it is', async () => {
    const { slack, card } = await inEmergencies()

    await slack.send(click(ACTIONS.emergency, card, approver))

    expect(slack.sent('views.open')).toEqual([])
    expect(slack.sent('respond')).toMatchObject([
      { response_type: 'ephemeral', text: expect.stringContaining(`that is for <@${requester.user}>`) },
    ])
  })

  test('leaves a reason that is too short under its field', async () => {
    const { story, slack, request, card } = await inEmergencies()

    await slack.send(click(ACTIONS.emergency, card, requester))
    const acks = await slack.send(submission(formOf(slack), { [FIELDS.reason]: 'urgent' }, requester))

    expect(acks).toMatchObject([
      { response_action: 'errors', errors: { [FIELDS.reason]: expect.stringContaining('10 characters') } },
    ])
    expect((await story.state(request)).status).toBe('pending')
  })

  test('is reviewed by a second person, with what they found', async () => {
    const { story, slack, request, card } = await inEmergencies()
    await slack.send(click(ACTIONS.emergency, card, requester))
    await slack.send(submission(formOf(slack), { [FIELDS.reason]: 'the ward has no printer' }, requester))
    await createWork(story.server, story.deps)()

    await slack.send(click(ACTIONS.review, card, requester))
    const refused = slack.sent('respond').at(-1)
    await slack.send(click(ACTIONS.review, card, approver))
    await slack.send(submission(formOf(slack), { [FIELDS.reason]: 'It is fine.' }, approver))
    await slack.send(click(ACTIONS.review, card, approver))

    expect(refused).toMatchObject({ text: expect.stringContaining('somebody else must review it') })
    expect(await story.state(request)).toMatchObject({ review: { by: approver, note: 'It is fine.' } })
    expect(slack.sent('respond').at(-1)).toMatchObject({
      text: expect.stringContaining(`was reviewed by <@${approver.user}> already`),
    })
  })
})

test('a request is taken back by a click of its requester; others are told whose it is', async () => {
  const { story, slack, request, card } = await pendingCard()

  await slack.send(click(ACTIONS.cancel, card, approver))
  expect(JSON.stringify(slack.sent('respond'))).toContain(`<@${requester.user}>`)
  expect((await story.state(request)).status).toBe('pending')

  await slack.send(click(ACTIONS.cancel, card, requester))
  expect((await story.state(request)).status).toBe('cancelled')
})

test('a decision that the card shows is not said a second time', async () => {
  const { slack, card } = await pendingCard()

  await slack.send(click(ACTIONS.approve, card, approver))

  expect(slack.sent('respond')).toEqual([])
})

test('an approval that needs another one is confirmed to the approver alone', async () => {
  const story = await startStory()
  const policy = { ...story.policy, rules: story.policy.rules.map((rule) => ({ ...rule, quorum: 2 })) }
  const slack = connect({ ...story, deps: { ...story.deps, policy } })
  const card = await story.cardOf(await story.submitted())

  await slack.send(click(ACTIONS.approve, card, approver))

  expect(slack.sent('respond')).toMatchObject([
    {
      response_type: 'ephemeral',
      replace_original: false,
      text: expect.stringMatching(/R-1 is recorded.*another approver/),
    },
  ])
})

test('a decision stands, and nobody is told otherwise, when Slack cannot be acknowledged', async () => {
  const { story, slack, request, card } = await pendingCard()

  await slack.send(click(ACTIONS.approve, card, approver), async () => {
    throw new Error('the socket is closed')
  })

  expect((await story.state(request)).status).toBe('approved')
  expect(slack.sent('chat.postMessage')).toEqual([])
})

test('a refusal that Slack does not take leaves the request as it was, and is no failure', async () => {
  const { story, slack, request, card } = await pendingCard()
  slack.answer('respond', () => ({ status: 404 }))

  const acks = await slack.send(click(ACTIONS.approve, card, requester))

  expect(acks).toHaveLength(1)
  expect((await story.state(request)).status).toBe('pending')
  expect(slack.sent('chat.postMessage')).toEqual([])
})

test('who may not decide is told who may, and the card stays as it is', async () => {
  const { slack, card } = await pendingCard()

  await slack.send(click(ACTIONS.approve, card, requester))

  expect(slack.sent('respond')).toMatchObject([
    {
      response_type: 'ephemeral',
      replace_original: false,
      text: expect.stringMatching(/somebody else.*<@U0APP>/),
    },
  ])
})

test('the twin of a card is replaced by a word about the one that counts', async () => {
  const { story, slack, request, card } = await pendingCard()
  const twin = { ...card, message: { ...card.message, ts: '9.9' } }

  await slack.send(click(ACTIONS.approve, twin, approver))

  expect(slack.sent('respond')).toMatchObject([
    { response_type: 'in_channel', replace_original: true, text: expect.stringMatching(/twice/) },
  ])
  expect((await story.state(request)).status).toBe('pending')
})
