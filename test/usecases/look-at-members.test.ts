import { expect, test } from 'vitest'
import { deliverMessages } from '../../src/usecases/deliver-messages.ts'
import { createDriftWatch } from '../../src/usecases/look-for-drift.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { startPairStory } from '../support/pair-story.ts'
import { approved, CONFIG, fakeMessenger } from '../support/story.ts'

const REGULARLY = 5 * 60_000

/** A pair, and somebody who looks whenever they are asked to; gives all that was told of its members so far. */
async function watchedPair(second = CONFIG) {
  const story = await startPairStory(CONFIG, second)
  const { messenger, told } = fakeMessenger()
  let time = 0
  const watch = createDriftWatch(story.server, story.deps, () => time)
  async function look(): Promise<readonly string[]> {
    time += REGULARLY
    await watch()
    await deliverMessages({ ...story.deps, messenger, clock: () => '2027-01-01T00:00:00.000Z' })
    return told.filter((line) => line.startsWith('members'))
  }
  return { story, look }
}

const moved = CONFIG.replace('10.20.0.10;', '10.20.0.12;')

test('members that carry the same hosts are no news, before and after a change', async () => {
  const { story, look } = await watchedPair()
  await look()
  await approved(story)
  await createWork(story.server, story.deps)()

  expect(await look()).toEqual([])
})

test('hosts that differ are told of once, and that they do not any more, and nothing is changed', async () => {
  const { story, look } = await watchedPair(moved)

  const told = [await look(), await look()]
  story.second.edit(CONFIG)
  const after = await look()

  expect(told).toEqual([['members campus printer-1'], ['members campus printer-1']])
  expect(after).toEqual(['members campus printer-1', 'members campus '])
  expect([...story.first.applied, ...story.second.applied]).toEqual([])
})

test('a file that cannot be read to its end is not held against the other', async () => {
  const { look } = await watchedPair(CONFIG.slice(0, CONFIG.indexOf('}\nhost')))

  expect(await look()).toEqual([])
})

test('in the middle of a change nobody is told that the members differ', async () => {
  const { story, look } = await watchedPair()
  await approved(story)
  story.first.faults.push(undefined, 'unreachable', 'unreachable')
  story.second.faults.push('refused')
  await createWork(story.server, story.deps)()

  const between = story.first.content() !== story.second.content()

  expect(await look()).toEqual([])
  expect(between).toBe(true)
})
