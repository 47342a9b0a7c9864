import { expect, test } from 'vitest'
import { approveRequest } from '../../src/usecases/approve-request.ts'
import { deliverMessages } from '../../src/usecases/deliver-messages.ts'
import { approver } from '../support/people.ts'
import { fakeMessenger, startStory } from '../support/story.ts'

test('a submitted request gets a card, and its requester gets word', async () => {
  const { deps, submitted } = await startStory()
  const { messenger, told } = fakeMessenger()
  await submitted()

  const again = await deliverMessages({ ...deps, messenger })

  expect(told).toEqual(['card 1.1 pending', 'requester 1 submitted'])
  expect(again).toBeUndefined()
})

test('nothing is told twice', async () => {
  const { deps, submitted } = await startStory()
  const { messenger, told } = fakeMessenger()
  await submitted()
  await deliverMessages({ ...deps, messenger })

  await deliverMessages({ ...deps, messenger })

  expect(told).toHaveLength(2)
})

test('several events of a request cost one update of its card, which shows the last of them', async () => {
  const { deps, submitted, cardOf } = await startStory()
  const { messenger, told } = fakeMessenger()
  const request = await submitted()
  await approveRequest({ by: approver, ...(await cardOf(request)) }, deps)

  await deliverMessages({ ...deps, messenger })

  expect(told).toEqual(['card 1.1 approved', 'requester 1 submitted'])
})

test('messages that Slack did not take are told later, and the others are not held up', async () => {
  const { deps, submitted } = await startStory()
  const { messenger, told, failures } = fakeMessenger()
  failures.push(new Error('Slack answers 503'))
  await submitted()

  const again = await deliverMessages({ ...deps, messenger })
  const before = [...told]
  for (let tick = 0; tick < 5; tick++) await deliverMessages({ ...deps, messenger })

  expect(again).toBeGreaterThan(0)
  expect(before).toEqual(['requester 1 submitted'])
  expect(told).toEqual(['requester 1 submitted', 'card 1.1 pending'])
})
