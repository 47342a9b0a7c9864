import { describe, expect, test } from 'vitest'
import type { Rule } from '../../src/request/policy.ts'
import { deliverMessages } from '../../src/usecases/deliver-messages.ts'
import { remindApprovers } from '../../src/usecases/remind-approvers.ts'
import { approver, secondApprover } from '../support/people.ts'
import { named, policyOf } from '../support/policy.ts'
import { approved, fakeMessenger, startStory } from '../support/story.ts'

const DAY = 86_400_000

/** A house whose only rule reminds after a day, and in person after two, and what it does at so many milliseconds after its beginning. */
async function reminding(fields: Partial<Rule> = {}) {
  const approvers = named(approver, secondApprover)
  const rule = { approvers, remind: DAY, remindPeople: 2 * DAY, ...fields }
  const story = await startStory(undefined, policyOf(rule))
  const { messenger, told, failures } = fakeMessenger()
  const at = (milliseconds: number) => ({
    ...story.deps,
    clock: () => new Date(Date.UTC(2026, 0, 1) + milliseconds).toISOString(),
    messenger,
  })
  return { ...story, at, told, failures }
}

test('those who have not approved in time are reminded below the card, and not before', async () => {
  const { at, submitted, told } = await reminding()
  await submitted()

  await remindApprovers(['campus'], at(DAY - 60_000))
  await deliverMessages(at(DAY - 60_000))
  const early = told.filter((line) => line.startsWith('reminded 1'))
  await remindApprovers(['campus'], at(DAY + 60_000))
  await deliverMessages(at(DAY + 60_000))

  expect(early).toEqual([])
  expect(told.filter((line) => line.startsWith('reminded 1'))).toEqual(['reminded 1 below 1.1'])
})

test('one reminder is all there is, however many replicas find it due and however often', async () => {
  const { at, submitted, store, told } = await reminding()
  const request = await submitted()

  await Promise.all(Array.from({ length: 5 }, () => remindApprovers(['campus'], at(DAY + 60_000))))
  await remindApprovers(['campus'], at(3 * DAY))
  await deliverMessages(at(3 * DAY))
  await deliverMessages(at(3 * DAY))

  const events = await store.requests.history(request.id)
  expect(events.filter(({ type }) => type === 'reminded')).toHaveLength(1)
  expect(told.filter((line) => line.startsWith('reminded 1'))).toHaveLength(1)
})

test('what is decided needs no reminder, also when it was decided before the reminder could be told', async () => {
  const story = await reminding()
  const { at, told } = story
  await approved(story)
  await remindApprovers(['campus'], at(DAY + 60_000))
  const request = await story.submitted({
    name: 'printer-3',
    mac: '00:00:5e:00:53:03',
    address: '10.20.0.12',
  })
  await remindApprovers(['campus'], at(DAY + 60_000))
  const found = await story.store.requests.find(request.id)
  if (!found) throw new Error('the request is gone')
  await story.store.requests.commit(found, [{ type: 'denied', by: approver, at: at(DAY + 60_000).clock() }])

  await deliverMessages(at(2 * DAY))

  expect(told.filter((line) => line.startsWith('reminded 1'))).toEqual([])
})

test('a reminder that Slack does not take is told later', async () => {
  const { at, submitted, told, failures } = await reminding()
  await submitted()
  await deliverMessages(at(60_000))
  await remindApprovers(['campus'], at(DAY + 60_000))
  failures.push(new Error('ratelimited'))

  await deliverMessages(at(DAY + 60_000))
  const first = told.filter((line) => line.startsWith('reminded 1'))
  await deliverMessages(at(DAY + 120_000))

  expect(first).toEqual([])
  expect(told.filter((line) => line.startsWith('reminded 1'))).toHaveLength(1)
})

describe('the second reminder', () => {
  const personal = (told: readonly string[]) => told.filter((line) => /^reminded U/.test(line))

  test('is for each approver in person, once, however many replicas find it due', async () => {
    const { at, submitted, store, told } = await reminding()
    const request = await submitted()

    await remindApprovers(['campus'], at(DAY + 60_000))
    await deliverMessages(at(DAY + 60_000))
    const early = personal(told)
    await Promise.all(Array.from({ length: 5 }, () => remindApprovers(['campus'], at(2 * DAY + 60_000))))
    await remindApprovers(['campus'], at(3 * DAY))
    await deliverMessages(at(3 * DAY))
    await deliverMessages(at(3 * DAY))

    const events = await store.requests.history(request.id)
    expect(early).toEqual([])
    expect(events.filter(({ type }) => type === 'reminded-people')).toHaveLength(1)
    expect(personal(told)).toEqual(['reminded U0APP of 1', 'reminded U0APP2 of 1'])
  })

  test('that Slack does not take for one of them is told that one later, and no other twice', async () => {
    const { at, submitted, told, failures } = await reminding()
    await submitted()
    await deliverMessages(at(60_000))
    await remindApprovers(['campus'], at(2 * DAY + 60_000))
    // The card and the reminder in the channel come first.
    failures.push(...[undefined, undefined].map(() => new Error('ratelimited')))

    await deliverMessages(at(2 * DAY + 60_000))
    const first = personal(told)
    await deliverMessages(at(2 * DAY + 120_000))

    expect(first).toEqual(['reminded U0APP2 of 1'])
    expect(personal(told).toSorted()).toEqual(['reminded U0APP of 1', 'reminded U0APP2 of 1'])
  })

  test('is not for whoever has approved meanwhile, nor for anybody when it is decided', async () => {
    const { at, submitted, told, store } = await reminding({ quorum: 2 })
    const request = await submitted()
    await remindApprovers(['campus'], at(2 * DAY + 60_000))
    const found = await store.requests.find(request.id)
    if (!found) throw new Error('the request is gone')
    const given = { type: 'approval-given', by: approver, at: at(2 * DAY).clock(), revision: 1 } as const
    await store.requests.commit(found, [given])

    await deliverMessages(at(2 * DAY + 60_000))

    expect(personal(told)).toEqual(['reminded U0APP2 of 1'])
  })

  test('is one more in the channel where there are too many for one in person', async () => {
    const many = Array.from({ length: 21 }, (_, index) => ({ ...approver, user: `U0MANY${index}` }))
    const { at, submitted, told } = await reminding({ approvers: named(...many) })
    await submitted()

    await remindApprovers(['campus'], at(2 * DAY + 60_000))
    await deliverMessages(at(2 * DAY + 60_000))

    expect(personal(told)).toEqual([])
    expect(told.filter((line) => line.startsWith('reminded'))).toEqual([
      'reminded 1 below 1.1',
      'reminded-people 1 below 1.1',
    ])
  })
})
