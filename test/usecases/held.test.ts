import { describe, expect, test } from 'vitest'
import { pauseQueue, resumeQueue } from '../../src/usecases/hold-queue.ts'
import type { ApplyAnswer } from '../../src/usecases/ports.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { operator } from '../support/people.ts'
import { approved, startStory } from '../support/story.ts'

const second = { name: 'printer-3', mac: '00:00:5e:00:53:03', address: '10.20.0.12' }
const rolledBack: ApplyAnswer = { kind: 'rolled-back', detail: 'dhcpd did not start: no subnet' }

describe('a queue that a person paused', () => {
  test('lets approved requests wait and says who asked for it and why', async () => {
    const story = await startStory()
    const request = await approved(story)
    await pauseQueue('campus', operator, 'a new switch', story.deps)

    const again = await createWork(story.server, story.deps)()

    expect(again).toBeUndefined()
    expect(await story.state(request)).toMatchObject({
      status: 'approved',
      delay: { reason: 'a new switch', by: operator },
    })
    expect(story.remote.applied).toEqual([])
  })

  test('applies all that waited with one restart when it is resumed', async () => {
    const story = await startStory()
    await pauseQueue('campus', operator, '', story.deps)
    const requests = [await approved(story), await approved(story, second)]
    const work = createWork(story.server, story.deps)
    await work()

    await resumeQueue('campus', operator, story.deps)
    await work()

    for (const request of requests) expect(await story.state(request)).toMatchObject({ status: 'settled' })
    expect(story.remote.applied).toHaveLength(1)
  })

  test('still learns what became of the transaction that was under way', async () => {
    const story = await startStory()
    const request = await approved(story)
    const apply = story.remote.apply
    const killed = async (...args: Parameters<typeof apply>): Promise<ApplyAnswer> => {
      await apply(...args)
      throw new Error('killed')
    }
    await createWork({ ...story.server, remote: { ...story.remote, apply: killed } }, story.deps)()
    await pauseQueue('campus', operator, '', story.deps)

    await createWork(story.server, story.deps)()

    expect(await story.state(request)).toMatchObject({ outcome: { kind: 'applied' } })
  })

  test('holds back a batch that is planned again because the file changed', async () => {
    const story = await startStory()
    const request = await approved(story)
    const apply = async (): Promise<ApplyAnswer> => {
      await pauseQueue('campus', operator, 'now', story.deps)
      return { kind: 'stale' }
    }

    await createWork({ ...story.server, remote: { ...story.remote, apply } }, story.deps)()

    expect(await story.state(request)).toMatchObject({ status: 'approved', delay: { reason: 'now' } })
  })

  test('tells a request of it once, however often the worker looks', async () => {
    const story = await startStory()
    const request = await approved(story)
    await pauseQueue('campus', operator, 'a new switch', story.deps)
    const work = createWork(story.server, story.deps)

    await work()
    await work()

    const delayed = (await story.store.requests.history(request.id)).filter(({ type }) => type === 'delayed')
    expect(delayed).toHaveLength(1)
  })
})

// SAFETY C8
describe('a start that failed', () => {
  test.for([
    rolledBack,
    { kind: 'needs-operator', detail: 'dhcpd does not start with the old file either' },
  ] as const)('with the outcome $kind stops the queue for a person', async (answer) => {
    const story = await startStory()
    await approved(story)
    story.remote.answers.push(answer)
    const work = createWork(story.server, story.deps)

    await work()
    const next = await approved(story, second)
    await work()

    expect(await story.store.queues.find('campus')).toMatchObject({ stop: { outcome: answer.kind } })
    expect(await story.state(next)).toMatchObject({
      status: 'approved',
      delay: {
        reason: expect.stringContaining(answer.detail),
        advice: expect.stringContaining('/dhcp resume on campus'),
      },
    })
    expect(story.remote.applied).toEqual([])
  })

  test('is told to the channel, with what to do', async () => {
    const story = await startStory()
    await approved(story)
    story.remote.answers.push(rolledBack)

    await createWork(story.server, story.deps)()

    const due = await story.store.announcements.due('2027', 10)
    expect(due).toMatchObject([{ server: 'campus', subject: { kind: 'queue', event: { type: 'stopped' } } }])
  })

  test('lets the next request be applied when a person has resumed', async () => {
    const story = await startStory()
    await approved(story)
    story.remote.answers.push(rolledBack)
    const work = createWork(story.server, story.deps)
    await work()
    const next = await approved(story, second)

    await resumeQueue('campus', operator, story.deps)
    await work()

    expect(await story.state(next)).toMatchObject({ outcome: { kind: 'applied' } })
  })
})

describe('a maintenance window', () => {
  const nightly = {
    timeZone: 'Europe/Berlin',
    windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '06:00', to: '07:00' }],
    freezes: [],
  }

  test('is waited for, and the request says until when', async () => {
    const story = await startStory()
    const request = await approved(story)

    const again = await createWork({ ...story.server, schedule: nightly }, story.deps)()

    expect(await story.state(request)).toMatchObject({
      status: 'approved',
      delay: { reason: expect.stringContaining('maintenance window'), until: '2026-01-01T05:00:00Z' },
    })
    expect(again).toBeGreaterThan(4.9 * 3_600_000)
    expect(again).toBeLessThan(5 * 3_600_000)
  })

  test('that is open lets requests through', async () => {
    const story = await startStory()
    const request = await approved(story)
    const clock = () => '2026-01-01T05:30:00.000Z'

    await createWork({ ...story.server, schedule: nightly }, { ...story.deps, clock })()

    expect(await story.state(request)).toMatchObject({ outcome: { kind: 'applied' } })
  })

  test('a freeze says what for', async () => {
    const story = await startStory()
    const request = await approved(story)
    const freezes = [{ from: '2026-01-01', to: '2026-01-02', reason: 'exam week' }]

    await createWork({ ...story.server, schedule: { ...nightly, freezes } }, story.deps)()

    expect(await story.state(request)).toMatchObject({
      delay: { reason: 'Nothing is changed on campus now: exam week.', until: '2026-01-03T05:00:00Z' },
    })
  })
})

// SAFETY D7
describe('between two restarts', () => {
  test('what is approved waits for the floor and joins: one restart for all of it', async () => {
    const story = await startStory()
    const floored = { ...story.server, restartFloor: 60_000 }
    await approved(story)
    const work = createWork(floored, story.deps)
    await work()
    const joined = [
      await approved(story, second),
      await approved(story, { name: 'printer-4', mac: '00:00:5e:00:53:04', address: '10.20.0.13' }),
    ]

    const wait = await work()
    const between = await Promise.all(joined.map(story.state))
    await createWork(floored, { ...story.deps, clock: () => '2026-01-01T01:00:00.000Z' })()

    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(60_000)
    expect(between).toMatchObject([{ status: 'approved' }, { status: 'approved' }])
    for (const request of joined) expect(await story.state(request)).toMatchObject({ status: 'settled' })
    expect(story.remote.applied).toHaveLength(2)
  })

  test('the floor holds for a bot that was started again', async () => {
    const story = await startStory()
    const floored = { ...story.server, restartFloor: 60_000 }
    await approved(story)
    await createWork(floored, story.deps)()
    await approved(story, second)

    const wait = await createWork(floored, story.deps)()

    expect(wait).toBeGreaterThan(0)
    expect(story.remote.applied).toHaveLength(1)
  })

  test('a change that restarted nothing keeps nobody waiting', async () => {
    const story = await startStory()
    const floored = { ...story.server, restartFloor: 60_000 }
    await approved(story)
    story.remote.answers.push({ kind: 'unchanged' })
    const work = createWork(floored, story.deps)
    await work()
    const next = await approved(story, second)

    await work()

    expect(await story.state(next)).toMatchObject({ status: 'settled' })
  })

  test('a clock that was set back holds nothing up for longer than the floor', async () => {
    const story = await startStory()
    const floored = { ...story.server, restartFloor: 60_000 }
    await approved(story)
    await createWork(floored, story.deps)()
    await approved(story, second)

    const wait = await createWork(floored, { ...story.deps, clock: () => '2025-01-01T00:00:00.000Z' })()

    expect(wait).toBe(60_000)
  })
})
