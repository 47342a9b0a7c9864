import { expect, test } from 'vitest'
import { resumeQueue } from '../../src/usecases/hold-queue.ts'
import { createDriftWatch } from '../../src/usecases/look-for-drift.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { type Life, mortal } from '../support/mortal.ts'
import { operator } from '../support/people.ts'
import { approved, type Story, startStory } from '../support/story.ts'

const second = { name: 'printer-3', mac: '00:00:5e:00:53:03', address: '10.20.0.12' }
const third = { name: 'printer-4', mac: '00:00:5e:00:53:04', address: '10.20.0.13' }

/** Runs the worker and a look for drift until they are done or killed. */
async function run(story: Story, life: Life): Promise<void> {
  const { requests, queues, drifts } = story.store
  const deps = {
    ...story.deps,
    requests: mortal(requests, life),
    queues: mortal(queues, life),
    drifts: mortal(drifts, life),
  }
  const server = {
    ...story.server,
    remote: mortal(story.remote, life),
    cache: { ...story.server.cache, refresh: mortal(story.server.cache, life).refresh },
  }
  await createWork(server, deps)().catch(() => {}) // It dies of being killed.
  await createDriftWatch(server, deps, () => 0)()
}

/** Plays a story again and again, killed after its first call, its second, …, until it comes to its end. */
async function killedAtEachStep(
  begin: () => Promise<Story>,
  check: (story: Story, step: number) => Promise<void>,
): Promise<number> {
  for (let step = 1; ; step++) {
    const story = await begin()
    const life = { calls: step }
    await run(story, life)
    await run(story, { calls: Number.POSITIVE_INFINITY })
    await check(story, step)
    if (life.calls > 0) return step
  }
}

async function outcomesOf(story: Story): Promise<unknown[]> {
  const settled = await story.store.requests.withStatus('campus', ['settled'])
  return settled.map(({ state }) => (state.status === 'settled' ? state.outcome.kind : undefined))
}

// SAFETY C4, C6
test('a batch is applied exactly once, whenever the bot is killed', async () => {
  const steps = await killedAtEachStep(
    async () => {
      const story = await startStory()
      await approved(story)
      await approved(story, second)
      return story
    },
    async (story, step) => {
      const said = `killed at step ${step}`
      expect(await outcomesOf(story), said).toEqual(['applied', 'applied'])
      expect(story.remote.applied, said).toHaveLength(1)
      expect(story.remote.content().match(/host printer-[23] /g), said).toHaveLength(2)
      const names = (await story.store.drifts.applied('campus')).map(({ name }) => name)
      expect(names, said).toEqual(['printer-2', 'printer-3'])
      expect(await story.store.drifts.open('campus'), said).toEqual([])
    },
  )

  expect(steps).toBeGreaterThan(8)
})

test('what dhcpd refuses in a batch is refused alone, whenever the bot is killed', async () => {
  const steps = await killedAtEachStep(
    async () => {
      const story = await startStory()
      await approved(story)
      await approved(story, second)
      await approved(story, third)
      story.remote.refuses.set('host printer-3 ', 'line 9: no')
      return story
    },
    async (story, step) => {
      const said = `killed at step ${step}`
      expect(await outcomesOf(story), said).toEqual(['applied', 'refused', 'applied'])
      expect(story.remote.applied, said).toHaveLength(1)
    },
  )

  expect(steps).toBeGreaterThan(12)
})

// SAFETY C8
test('a start that failed stops the queue once, whenever the bot is killed', async () => {
  await killedAtEachStep(
    async () => {
      const story = await startStory()
      await approved(story)
      const answer = { kind: 'rolled-back', detail: 'dhcpd did not start' } as const
      // The helper remembers the outcome of a transaction, also for whoever asks later.
      story.remote.apply = async () => {
        story.remote.statusOfOthers = { kind: 'recorded', answer }
        return answer
      }
      return story
    },
    async (story, step) => {
      const said = `killed at step ${step}`
      expect(await outcomesOf(story), said).toEqual(['rolled-back'])
      expect(await story.store.queues.find('campus'), said).toMatchObject({
        stop: { detail: 'dhcpd did not start' },
      })
      expect(await story.store.announcements.due('2027', 10), said).toHaveLength(1)
      await resumeQueue('campus', operator, story.deps)
      await run(story, { calls: Number.POSITIVE_INFINITY })
      expect((await story.store.queues.find('campus')).stop, said).toBeUndefined()
    },
  )
})

// SAFETY C7
test('a change by hand is shown once, whenever the bot is killed', async () => {
  await killedAtEachStep(
    async () => {
      const story = await startStory()
      await approved(story)
      await createWork(story.server, story.deps)()
      story.remote.edit(story.remote.content().replace('10.20.0.11', '10.20.0.19'))
      return story
    },
    async (story, step) => {
      const said = `killed at step ${step}`
      expect(await story.store.drifts.open('campus'), said).toMatchObject([
        { hosts: [{ name: 'printer-2' }] },
      ])
      expect(await story.store.announcements.due('2027', 10), said).toHaveLength(1)
      expect(story.remote.applied, said).toHaveLength(1)
    },
  )
})
