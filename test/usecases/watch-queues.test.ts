import { expect, test } from 'vitest'
import { createQueueWatch } from '../../src/usecases/watch-queues.ts'

/** A watch on queues whose versions the test sets; with whom it woke. */
function watched() {
  let versions: [string, number][] = []
  const woken: string[] = []
  const glance = createQueueWatch({
    queues: { versions: async () => new Map(versions) },
    ring: (server) => void woken.push(server),
    deliver: () => void woken.push('messages'),
  })
  async function seen(...present: [string, number][]): Promise<readonly string[]> {
    versions = present
    woken.length = 0
    await glance()
    return [...woken]
  }
  return { seen, glance }
}

test('what another process did to a queue wakes its worker and lets people be told', async () => {
  const { seen } = watched()
  await seen(['campus', 1], ['lab', 4])

  expect(await seen(['campus', 2], ['lab', 4])).toEqual(['campus', 'messages'])
})

test('while nothing happens nobody is woken', async () => {
  const { seen } = watched()
  await seen(['campus', 1])

  expect(await seen(['campus', 1])).toEqual([])
})

test('it looks again within a second', async () => {
  const { glance } = watched()

  expect(await glance()).toBeLessThanOrEqual(1_000)
})
