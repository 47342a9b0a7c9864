import { afterEach, expect, test, vi } from 'vitest'
import { createPeople } from '../../src/slack/people.ts'
import { requester } from '../support/people.ts'
import { silentLog } from '../support/story.ts'
import { fakeWire, HOME } from './fake-slack.ts'

afterEach(() => void vi.useRealTimers())

/** People of whom Slack says what the test gives, on a clock that the test moves. */
function peopleWho(facts: object) {
  const wire = fakeWire()
  wire.answer('users.info', () => ({ user: facts }))
  let now = 0
  const people = createPeople(wire.client, HOME, () => now, silentLog)
  const pass = (milliseconds: number) => {
    now += milliseconds
  }
  return { ...wire, people, pass, asked: () => wire.sent('users.info').length }
}

test('a person of the workspace whom nothing speaks against is a member', async () => {
  const { people, sent } = peopleWho({ id: requester.user, is_restricted: false })

  expect(await people.standing(requester)).toBe('member')
  expect(sent('users.info')).toMatchObject([{ user: requester.user }])
})

test.for(['deleted', 'is_bot', 'is_restricted', 'is_ultra_restricted', 'is_stranger'])(
  'a person whom Slack calls %s is a stranger',
  async (flag) => {
    const { people } = peopleWho({ id: requester.user, [flag]: true })

    expect(await people.standing(requester)).toBe('stranger')
  },
)

test('a person of another workspace is a stranger, and Slack is not even asked', async () => {
  const { people, asked } = peopleWho({ id: requester.user })

  expect(await people.standing({ team: 'T0OTHER', user: requester.user })).toBe('stranger')
  expect(asked()).toBe(0)
})

test.for(['user_not_found', 'user_not_visible'])(
  'a person of whom Slack says %s is a stranger',
  async (reason) => {
    const { people, refuse } = peopleWho({})
    refuse('users.info', reason)

    expect(await people.standing(requester)).toBe('stranger')
  },
)

test.for(['missing_scope', 'internal_error'])(
  'nothing is known of a person when Slack answers %s',
  async (reason) => {
    const { people, refuse } = peopleWho({})
    refuse('users.info', reason)

    expect(await people.standing(requester)).toBe('unknown')
  },
)

test.for([429, 500, 503])('nothing is known of a person when Slack answers with HTTP %i', async (status) => {
  const { people, answer } = peopleWho({})
  answer('users.info', () => ({ status }))

  expect(await people.standing(requester)).toBe('unknown')
})

test('nothing is known of a person whom Slack answers without a word about', async () => {
  const { people, answer } = peopleWho({})
  answer('users.info', () => ({}))

  expect(await people.standing(requester)).toBe('unknown')
})

test('a Slack that is silent leaves time enough to acknowledge a click', async () => {
  vi.useFakeTimers()
  const { people, answer } = peopleWho({})
  answer('users.info', () => new Promise(() => {}))

  const standing = people.standing(requester)
  await vi.advanceTimersByTimeAsync(2_000)

  expect(await standing).toBe('unknown')
})

test('a member is believed to be one for a minute, and then asked about again', async () => {
  const { people, pass, asked, answer } = peopleWho({ id: requester.user })

  await people.standing(requester)
  answer('users.info', () => ({ user: { id: requester.user, deleted: true } }))
  pass(59_999)
  const within = await people.standing(requester)
  const questions = asked()
  pass(1)
  const after = await people.standing(requester)

  expect([within, questions]).toEqual(['member', 1])
  expect(after).toBe('stranger')
})

test('nobody is believed to be a stranger, or unknown, any longer than Slack says so', async () => {
  const { people, answer, refuse } = peopleWho({ id: requester.user, is_restricted: true })

  const first = await people.standing(requester)
  refuse('users.info', 'internal_error')
  const second = await people.standing(requester)
  answer('users.info', () => ({ user: { id: requester.user } }))
  const third = await people.standing(requester)

  expect([first, second, third]).toEqual(['stranger', 'unknown', 'member'])
})

test('of two answers at once the later one is believed', async () => {
  const { people, answer, asked } = peopleWho({})
  const [first, second] = [Promise.withResolvers<object>(), Promise.withResolvers<object>()]
  const answers = [first.promise, second.promise]
  answer('users.info', async () => ({ user: (await answers.shift()) ?? { is_restricted: true } }))

  const standings = [people.standing(requester), people.standing(requester)]
  await expect.poll(asked).toBe(2)
  first.resolve({ id: requester.user })
  await standings[0]
  second.resolve({ is_restricted: true })

  expect(await Promise.all(standings)).toEqual(['member', 'stranger'])
  expect(await people.standing(requester)).toBe('stranger')
})
