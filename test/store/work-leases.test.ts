import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { newQueue } from '../../src/request/queue.ts'
import { LeaseLost, type WorkLease } from '../../src/usecases/ports.ts'
import { approvalGiven, approved, noon, submitted } from '../request/samples.ts'
import { stored } from '../support/stored.ts'
import { onBothDatabases, temporaryStore } from './temporary-store.ts'

const LONG = 60_000

/** A lease that is there. */
function had(lease: WorkLease | undefined): WorkLease {
  if (!lease) throw new Error('the lease was not had')
  return lease
}

onBothDatabases(({ place }) => {
  test('one of several processes has the work, and the next when it was given back', async () => {
    const { leases } = await temporaryStore(await place())

    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((owner) => leases.take('campus', owner, LONG)))
    const [first, ...others] = answers.filter((lease) => lease !== undefined)
    await leases.giveBack(had(first))
    const next = await leases.take('campus', 'e', LONG)

    expect(others).toEqual([])
    expect(next).toEqual({ work: 'campus', owner: 'e', epoch: 2 })
  })

  test('each work is leased by itself', async () => {
    const { leases } = await temporaryStore(await place())
    await leases.take('campus', 'a', LONG)

    await expect(leases.take('labs', 'b', LONG)).resolves.toBeDefined()
  })

  test('the process that has it cannot take it twice', async () => {
    const { leases } = await temporaryStore(await place())
    await leases.take('campus', 'a', LONG)

    await expect(leases.take('campus', 'a', LONG)).resolves.toBeUndefined()
  })

  test('a lease that was not renewed is taken over, and cannot be renewed or given back then', async () => {
    const { leases } = await temporaryStore(await place())
    const old = had(await leases.take('campus', 'a', 1))
    await setTimeout(20)

    const fresh = had(await leases.take('campus', 'b', LONG))
    const renewed = await leases.renew(old, LONG)
    await leases.giveBack(old)

    expect(fresh.epoch).toBe(2)
    expect(renewed).toBe(false)
    await expect(leases.take('campus', 'c', LONG)).resolves.toBeUndefined()
  })

  test('a lease that is renewed is not taken over when its first term is over', async () => {
    const { leases } = await temporaryStore(await place())
    const lease = had(await leases.take('campus', 'a', 300))

    await expect(leases.renew(lease, LONG)).resolves.toBe(true)
    await setTimeout(400)

    await expect(leases.take('campus', 'b', LONG)).resolves.toBeUndefined()
  })

  // A process that was suspended wakes up and goes on where it was.
  test('whoever lost the lease writes nothing any more', async () => {
    const store = await temporaryStore(await place())
    const request = await stored(store.requests, submitted())
    const old = had(await store.leases.take('campus', 'a', 1))
    await setTimeout(20)
    const fresh = had(await store.leases.take('campus', 'b', LONG))
    const late = store.under(old)

    const events = [approvalGiven, approved]
    await expect(late.requests.commit(request, events)).rejects.toThrow(LeaseLost)
    await expect(late.requests.commitAll([{ request, events }])).rejects.toThrow(LeaseLost)
    const pause = { type: 'paused', by: { kind: 'local', user: 'ada' }, at: noon, reason: 'why' } as const
    await expect(late.queues.commit(newQueue('campus'), [pause as never])).rejects.toThrow(LeaseLost)

    expect(await store.requests.history(request.id)).toHaveLength(1)
    expect((await store.queues.find('campus')).version).toBe(0)
    await expect(store.under(fresh).requests.commit(request, events)).resolves.toBeDefined()
  })
})
