import { expect, test } from 'vitest'
import { approver, requester, secondApprover } from '../../support/people.ts'
import { startStory } from '../../support/story.ts'
import { connect } from '../fake-slack.ts'
import { command } from '../payloads.ts'

async function connected() {
  const story = await startStory()
  const slack = connect(story)
  const told = async (text: string, by = approver) => {
    await slack.send(command(text, by))
    return String(slack.sent('respond').at(-1)?.text)
  }
  return { story, slack, told }
}

test('an approver names a colleague until a day, and is back', async () => {
  const { story, told } = await connected()

  const named = await told(`delegate <@${secondApprover.user}|sam> until 2026-01-24 on leave`)
  const [delegation] = await story.deps.people.delegations()
  const back = await told('delegate OFF')

  expect(named).toMatch(/^<@U0APP> is away until .*: <@U0APP2> approves in their place\. on leave$/)
  expect(delegation).toMatchObject({
    approver,
    delegate: secondApprover,
    until: '2026-01-25T00:00:00.000Z',
    reason: 'on leave',
  })
  expect(back).toBe('<@U0APP> is back: nobody stands in any more.')
  expect(await story.deps.people.delegations()).toEqual([])
})

test.each([
  ['delegate', /Say who and until when/],
  ['delegate @sam until 2026-01-24', /Say who and until when/],
  ['delegate <@U0APP2|sam> 2026-01-24', /Say who and until when/],
  ['delegate <@U0APP2|sam> until tomorrow', /“tomorrow” is no day/],
  ['delegate <@U0APP2|sam> until 2025-01-24', /over already/],
  ['delegate <@U0APP2|sam> until 2036-01-24', /too long/],
  ['delegate <@U0APP|anna> until 2026-01-24', /cannot stand in for yourself/],
  ['delegate off', /nothing to end/],
])('“%s” says what is missing, and nothing is arranged', async (text, words) => {
  const { story, told } = await connected()

  expect(await told(text)).toMatch(words)
  expect(await story.deps.people.delegations()).toEqual([])
})

test('a guest is not named, and who approves nothing names nobody', async () => {
  const { story, told } = await connected()
  story.standings.set(secondApprover.user, 'stranger')

  expect(await told('delegate <@U0APP2|gus> until 2026-01-24')).toMatch(/no guest and no bot/)
  expect(await told('delegate <@U0REQ|rita> until 2026-01-24', { ...requester, user: 'U0BEN' })).toMatch(
    /You approve nothing/,
  )
})
