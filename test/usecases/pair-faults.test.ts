import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Fault, failoverState, live, type PairStory, startPairStory } from '../support/pair-story.ts'
import { approved } from '../support/story.ts'

const fault = fc.constantFrom<Fault | undefined>(
  undefined,
  undefined,
  'refused',
  'rolled-back',
  'needs-operator',
  'stale',
  'busy',
  'unreachable',
  'lost-request',
  'lost-answer',
)

const trouble = fc.record({
  first: fc.array(fault, { maxLength: 6 }),
  second: fc.array(fault, { maxLength: 6 }),
  /** After how many calls each of several bots is killed. */
  lives: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 4 }),
  /** Whether the first's restart keeps the pair from being normal, and after how many looks it is again. */
  interrupted: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }),
})

function interrupt(story: PairStory, looks: number): void {
  const apply = story.first.apply
  let left = looks
  story.first.apply = async (transaction) => {
    const answer = await apply(transaction)
    if (answer.kind === 'applied' && left > 0)
      story.second.leases(failoverState('communications-interrupted'))
    return answer
  }
  story.waits.on = () => {
    left -= 1
    if (left <= 0) story.second.leases(failoverState('normal'))
  }
}

test('both members have a change or neither, or the server needs a person, whatever goes wrong', async () => {
  await fc.assert(
    fc.asyncProperty(trouble, async ({ first, second, lives, interrupted }) => {
      const story = await startPairStory()
      const request = await approved(story)
      story.first.faults.push(...first)
      story.second.faults.push(...second)
      if (interrupted !== undefined) interrupt(story, interrupted)

      for (const calls of lives) await live(story, { calls })
      await live(story, { calls: Number.POSITIVE_INFINITY })

      const state = await story.state(request)
      const [one, other] = [story.first, story.second].map(
        (member) => member.content().match(/host printer-2 /g)?.length ?? 0,
      )
      expect(state.status).toBe('settled')
      if (state.status !== 'settled') return
      const { kind } = state.outcome
      if (kind !== 'needs-operator') expect(one).toBe(other)
      if (kind === 'applied') expect(one).toBe(1)
      if (kind === 'refused' || kind === 'rolled-back') expect(one).toBe(0)
      expect((await story.store.queues.find('campus')).stop !== undefined).toBe(
        kind === 'needs-operator' || kind === 'rolled-back',
      )
    }),
    { numRuns: 150 },
  )
}, 60_000)
