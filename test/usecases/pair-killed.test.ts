import { expect, test } from 'vitest'
import type { Life } from '../support/mortal.ts'
import { type Fault, live, type PairStory, startPairStory } from '../support/pair-story.ts'
import { approved, CONFIG } from '../support/story.ts'

const UNENDING: Life = { calls: Number.POSITIVE_INFINITY }

async function begin(faults: { first?: (Fault | undefined)[]; second?: (Fault | undefined)[] }) {
  const story = await startPairStory()
  await approved(story)
  story.first.faults.push(...(faults.first ?? []))
  story.second.faults.push(...(faults.second ?? []))
  return story
}

async function outcomes({ store }: PairStory): Promise<unknown[]> {
  const settled = await store.requests.withStatus('campus', ['settled'])
  return settled.map(({ state }) => (state.status === 'settled' ? state.outcome.kind : undefined))
}

/** Plays a story again and again, killed after its first call, its second, …, until it comes to its end by itself. */
async function killedAtEachStep(
  faults: Parameters<typeof begin>[0],
  check: (story: PairStory, said: string) => Promise<void>,
): Promise<number> {
  for (let calls = 1; ; calls++) {
    const story = await begin(faults)
    const life = { calls }
    await live(story, life)
    await live(story, UNENDING)
    await check(story, `killed after call ${calls}`)
    if (life.calls > 0) return calls
  }
}

function hosts(story: PairStory): number[] {
  return [story.first, story.second].map((member) => member.content().match(/host printer-2 /g)?.length ?? 0)
}

// SAFETY C4, C6
test('a pair is changed on both members exactly once, whenever the bot is killed', async () => {
  const steps = await killedAtEachStep({}, async (story, said) => {
    expect(await outcomes(story), said).toEqual(['applied'])
    expect(hosts(story), said).toEqual([1, 1])
    expect(story.first.applied, said).toHaveLength(1)
    expect(story.second.applied, said).toHaveLength(1)
  })

  expect(steps).toBeGreaterThan(12)
})

test('the first is put back exactly once, whenever the bot is killed', async () => {
  const steps = await killedAtEachStep({ second: ['refused'] }, async (story, said) => {
    expect(await outcomes(story), said).toEqual(['rolled-back'])
    expect(story.first.content(), said).toBe(CONFIG)
    expect(story.second.content(), said).toBe(CONFIG)
    expect(story.first.applied, said).toHaveLength(2)
    expect((await story.store.queues.find('campus')).stop?.outcome, said).toBe('rolled-back')
  })

  expect(steps).toBeGreaterThan(14)
})

test('a person is told that the first could not be put back, whenever the bot is killed', async () => {
  await killedAtEachStep({ first: [undefined, 'rolled-back'], second: ['refused'] }, async (story, said) => {
    expect(await outcomes(story), said).toEqual(['needs-operator'])
    expect((await story.store.queues.find('campus')).stop?.outcome, said).toBe('needs-operator')
    expect(hosts(story), said).toEqual([1, 0])
  })
})

test('answers that are lost on every way are asked for, whenever the bot is killed', async () => {
  await killedAtEachStep(
    { first: ['lost-answer'], second: ['lost-request', 'lost-answer'] },
    async (story, said) => {
      expect(await outcomes(story), said).toEqual(['applied'])
      expect(hosts(story), said).toEqual([1, 1])
      expect(story.first.applied, said).toHaveLength(1)
      expect(story.second.applied, said).toHaveLength(1)
    },
  )
})
