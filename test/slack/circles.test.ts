import { afterEach, expect, test, vi } from 'vitest'
import { createCircles, warnOfUnknownCircles } from '../../src/slack/circles.ts'
import type { Log } from '../../src/usecases/ports.ts'
import { approver, secondApprover } from '../support/people.ts'
import { circle, membersOf, policyOf } from '../support/policy.ts'
import { silentLog } from '../support/story.ts'
import { fakeWire, HOME } from './fake-slack.ts'

afterEach(() => void vi.useRealTimers())

const group = circle('S1')
const channel = circle('C1')

/** Circles on a wire that answers as the test says, on a clock that it moves. */
function circles(log: Log = silentLog) {
  const wire = fakeWire()
  let now = 0
  const pass = (milliseconds: number) => {
    now += milliseconds
  }
  return { ...wire, pass, ask: createCircles(wire.client, HOME, () => now, log) }
}

test('the members of a user group are people of the home workspace', async () => {
  const { ask, answer, sent } = circles()
  answer('usergroups.users.list', () => ({ users: [approver.user, secondApprover.user] }))

  expect(await ask(group)).toEqual([approver, secondApprover])
  expect(sent('usergroups.users.list')).toEqual([{ usergroup: 'S1' }])
})

test('the people in a channel are read page by page', async () => {
  const { ask, answer, sent } = circles()
  answer('conversations.members', ({ cursor }) =>
    cursor === undefined
      ? { members: [approver.user], response_metadata: { next_cursor: 'more' } }
      : { members: [secondApprover.user], response_metadata: { next_cursor: '' } },
  )

  expect(await ask(channel)).toEqual([approver, secondApprover])
  expect(sent('conversations.members')).toMatchObject([{ channel: 'C1' }, { channel: 'C1', cursor: 'more' }])
})

test('the bot is in its channels and approves nothing there', async () => {
  const { ask, answer } = circles()
  answer('conversations.members', () => ({ members: [HOME.botUser, approver.user] }))

  expect(await ask(channel)).toEqual([approver])
})

test('a channel that goes on and on is nobody’s to approve in', async () => {
  const { ask, answer, sent } = circles()
  answer('conversations.members', () => ({ members: ['U1'], response_metadata: { next_cursor: 'more' } }))

  expect(await ask(channel)).toBe('unknown')
  expect(sent('conversations.members')).toHaveLength(20)
})

test.for(['plan_upgrade_required', 'no_such_subteam', 'missing_scope', 'internal_error'])(
  'nobody is known of a group of which Slack says %s, and the log says why',
  async (reason) => {
    const warned: object[] = []
    const { ask, refuse } = circles({ ...silentLog, warn: (fields) => void warned.push(fields) })
    refuse('usergroups.users.list', reason)

    expect(await ask(group)).toBe('unknown')
    expect(warned).toMatchObject([{ group: 'S1', error: { data: { error: reason } } }])
  },
)

test('a group of which Slack says nothing is unknown, and an empty one has no members', async () => {
  const { ask, answer } = circles()

  const silent = await ask(group)
  answer('usergroups.users.list', () => ({ users: [] }))
  const empty = await ask(group)

  expect([silent, empty]).toEqual(['unknown', []])
})

test('an answer is believed for a minute, and then asked for again', async () => {
  const { ask, answer, pass, sent } = circles()
  answer('usergroups.users.list', () => ({ users: [approver.user] }))
  await ask(group)
  answer('usergroups.users.list', () => ({ users: [] }))

  pass(59_999)
  const within = await ask(group)
  pass(1)
  const after = await ask(group)

  expect([within, after]).toEqual([[approver], []])
  expect(sent('usergroups.users.list')).toHaveLength(2)
})

test('what was believed is not believed any longer when Slack does not answer', async () => {
  const { ask, answer, pass, refuse } = circles()
  answer('usergroups.users.list', () => ({ users: [approver.user] }))
  await ask(group)
  refuse('usergroups.users.list', 'internal_error')

  pass(60_000)

  expect(await ask(group)).toBe('unknown')
})

test('many who ask at once are one question', async () => {
  const { ask, answer, sent } = circles()
  answer('usergroups.users.list', () => ({ users: [approver.user] }))

  const answers = await Promise.all([ask(group), ask(group), ask(group)])

  expect(answers).toEqual(Array(3).fill([approver]))
  expect(sent('usergroups.users.list')).toHaveLength(1)
})

test('a Slack that is slow leaves time to acknowledge a click, and its answer is at hand for the next one', async () => {
  vi.useFakeTimers()
  const { ask, answer } = circles()
  const late = Promise.withResolvers<object>()
  answer('usergroups.users.list', async () => ({ ...(await late.promise) }))

  const first = ask(group)
  await vi.advanceTimersByTimeAsync(2_000)
  late.resolve({ users: [approver.user] })
  await vi.advanceTimersByTimeAsync(1)

  expect(await first).toBe('unknown')
  expect(await ask(group)).toEqual([approver])
})

test('the circles of the policy that Slack does not tell of are named in the log when the bot starts', async () => {
  const warned: object[] = []
  const log = { ...silentLog, warn: (fields: object) => void warned.push(fields) }
  const policy = policyOf({ when: { requester: membersOf('S1') }, approvers: membersOf('C1', 'S2') })
  const people = { membersOf: async ({ id }: { id: string }) => (id === 'C1' ? [] : ('unknown' as const)) }

  await warnOfUnknownCircles(policy, people, log)
  await warnOfUnknownCircles(policyOf({ approvers: membersOf('C1') }), people, log)

  expect(warned).toEqual([{ circles: ['S1', 'S2'] }])
})
