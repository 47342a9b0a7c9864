import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LeaseLost, type WorkLease, type WorkLeaseStore } from '../../src/usecases/ports.ts'
import { shareWork, workByOneself } from '../../src/usecases/share-work.ts'
import { silentLog } from '../support/story.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Leases in memory, by the time of the test. */
function memory(): WorkLeaseStore & { readonly until: Map<string, number> } {
  const held = new Map<string, WorkLease>()
  const until = new Map<string, number>()
  const isOurs = ({ work, epoch }: WorkLease) => held.get(work)?.epoch === epoch
  return {
    until,
    async take(work, owner, milliseconds) {
      if ((until.get(work) ?? 0) > Date.now()) return undefined
      const lease = { work, owner, epoch: (held.get(work)?.epoch ?? 0) + 1 }
      held.set(work, lease)
      until.set(work, Date.now() + milliseconds)
      return lease
    },
    async renew(lease, milliseconds) {
      if (isOurs(lease)) until.set(lease.work, Date.now() + milliseconds)
      return isOurs(lease)
    },
    async giveBack(lease) {
      if (isOurs(lease)) until.set(lease.work, Date.now())
    },
  }
}

/** Two processes that share a store. */
function two() {
  const leases = memory()
  const under = (lease: WorkLease) => lease as never
  const share = (owner: string) => shareWork({ leases, under, owner, log: silentLog })
  return { leases, a: share('a'), b: share('b') }
}

test('while one process does it, the other is told so; after it, the other may', async () => {
  const { a, b } = two()
  const done = Promise.withResolvers<string>()

  const first = a.alone('campus', () => done.promise)
  const meanwhile = await b.alone('campus', async () => 'by b')
  done.resolve('by a')
  await first
  const after = await b.alone('campus', async () => 'by b')

  expect([meanwhile, await first, after]).toEqual(['taken', 'by a', 'by b'])
})

test('work that takes longer than the term of a lease is not taken over', async () => {
  const { a, b } = two()
  const done = Promise.withResolvers<void>()
  const first = a.alone('campus', () => done.promise)
  await vi.advanceTimersByTimeAsync(120_000)

  const meanwhile = await b.alone('campus', async () => undefined)

  expect(meanwhile).toBe('taken')
  done.resolve()
  await first
})

test('the work of a process that stands still is taken over, and it learns so when it writes', async () => {
  const { leases, a, b } = two()
  const done = Promise.withResolvers<void>()
  const first = a.alone('campus', async () => {
    await done.promise
    throw new LeaseLost('campus')
  })
  await vi.advanceTimersByTimeAsync(0)
  leases.until.set('campus', Date.now())

  const second = await b.alone('campus', async () => 'by b')
  done.resolve()

  expect([second, await first]).toEqual(['by b', 'taken'])
})

test('what fails is told, and the work is free again', async () => {
  const { a, b } = two()

  await expect(
    a.alone('campus', async () => {
      throw new Error('a defect')
    }),
  ).rejects.toThrow('a defect')

  await expect(b.alone('campus', async () => 'by b')).resolves.toBe('by b')
})

test('what is done in turn is done once in its time, whoever comes to it', async () => {
  const { a, b } = two()
  const job = vi.fn(async () => {})

  for (const who of [a, b, a, b]) await who.inTurn('waiting', 60_000, job)
  await vi.advanceTimersByTimeAsync(60_000)
  for (const who of [b, a]) await who.inTurn('waiting', 60_000, job)

  expect(job).toHaveBeenCalledTimes(2)
})

test('a process that is by itself does everything, with the stores as they are', async () => {
  const stores = { requests: {}, queues: {} } as never
  const { alone, inTurn } = workByOneself(stores)
  const job = vi.fn(async () => {})

  const given = await alone('campus', async (present) => present)
  await inTurn('waiting', 60_000, job)
  await inTurn('waiting', 60_000, job)

  expect(given).toBe(stores)
  expect(job).toHaveBeenCalledTimes(2)
})
