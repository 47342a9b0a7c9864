import { expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import type { AuditHead } from '../../src/usecases/ports.ts'
import { createHeadPosts } from '../../src/usecases/post-heads.ts'
import { onBothDatabases, temporaryStore } from '../store/temporary-store.ts'

const HOUR = 3_600_000
const hash = 'a'.repeat(64)

onBothDatabases(({ place }) => {
  /** Bots on one store that post into one channel. */
  async function bots(count: number) {
    const where = await place()
    const stores: Store[] = []
    while (stores.length < count) stores.push(await temporaryStore(where))
    const world = {
      heads: [{ log: 'audit_log', seq: 1, hash }] as readonly AuditHead[],
      time: Date.parse('2026-03-01T12:00:00.000Z'),
      posted: [] as string[],
      failures: [] as Error[],
    }
    const jobs = stores.map(({ headNotes }) =>
      createHeadPosts('C1', {
        audit: { heads: async () => world.heads },
        headNotes,
        clock: () => new Date(world.time).toISOString(),
        post: async (heads) => {
          const failure = world.failures.shift()
          if (failure) throw failure
          world.posted.push(heads.join())
        },
      }),
    )
    return { world, jobs, run: () => Promise.all(jobs.map((job) => job())) }
  }

  // SAFETY K5
  test('the ends of the audit logs are posted once a day, however many bots there are', async () => {
    const { world, run } = await bots(3)

    for (let hour = 0; hour < 48; hour++) {
      world.heads = [{ log: 'audit_log', seq: hour + 1, hash }]
      await run()
      world.time += HOUR
    }

    expect(world.posted).toEqual([`audit_log:1:${hash}`, `audit_log:25:${hash}`])
  })

  test('they are not posted again while they stay where they are', async () => {
    const { world, run } = await bots(1)

    for (let day = 0; day < 5; day++) {
      await run()
      world.time += 24 * HOUR
    }

    expect(world.posted).toHaveLength(1)
  })

  test('nothing is posted where nothing was ever written', async () => {
    const { world, run } = await bots(1)
    world.heads = [{ log: 'audit_log', seq: 0, hash: '' }]

    await run()

    expect(world.posted).toEqual([])
  })

  test('what could not be posted is posted at the next look', async () => {
    const { world, run } = await bots(1)
    world.failures.push(new Error('Slack is away'))

    await expect(run()).rejects.toThrow('Slack is away')
    world.time += HOUR
    await run()

    expect(world.posted).toHaveLength(1)
  })
})
