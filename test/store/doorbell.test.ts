import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Request } from '../../src/request/request.ts'
import type { Store } from '../../src/store/store.ts'
import { approvalGiven, approved, denied, submitted } from '../request/samples.ts'
import { needs } from '../support/needs.ts'
import { temporaryDatabase } from '../support/postgres-database.ts'
import { stored } from '../support/stored.ts'
import { temporaryStore } from './temporary-store.ts'

const machine = needs('initdb')

/** The bell of a store, until the test is over. */
async function bellOf(store: Store) {
  if (!store.shared) throw new Error('nobody shares this store')
  // A slow database is a trouble that passes; what it loses, the tests would miss.
  const bell = await store.shared.openDoorbell(() => {})
  onTestFinished(bell.close)
  return bell
}

async function approve(store: Store, request: Request): Promise<void> {
  await store.requests.commit(request, [approvalGiven, approved])
}

describe.skipIf(machine.skip)(`the doorbell of a PostgreSQL store ${machine.why}`, () => {
  test('rings for the server of a request that was approved, and for nothing else', async () => {
    const store = await temporaryStore({ postgres: await temporaryDatabase() })
    const heard = vi.fn(async () => {})
    await (await bellOf(store)).answerServers(2, heard)
    const one = await stored(store.requests, submitted())
    const other = await stored(store.requests, submitted())

    await store.requests.commit(other, [denied])
    await approve(store, one)

    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith('campus'), 5_000)
    await setTimeout(200)
    expect(heard).toHaveBeenCalledOnce()
  })

  test('rings in a process for what another has stored', async () => {
    const place = { postgres: await temporaryDatabase() }
    const [one, other] = [await temporaryStore(place), await temporaryStore(place)]
    const heard = vi.fn(async () => {})
    await (await bellOf(one)).answerServers(1, heard)

    await approve(other, await stored(other.requests, submitted()))

    await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce(), 5_000)
  })

  test('rings once more for all that was approved while the server is worked on, and not before', async () => {
    const store = await temporaryStore({ postgres: await temporaryDatabase() })
    const atWork = Promise.withResolvers<void>()
    let together = 0
    let most = 0
    const heard = vi.fn(async () => {
      most = Math.max(most, ++together)
      await atWork.promise
      together--
    })
    await (await bellOf(store)).answerServers(3, heard)
    const later = await Promise.all(Array.from({ length: 5 }, () => stored(store.requests, submitted())))
    await approve(store, await stored(store.requests, submitted()))
    await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce(), 5_000)

    for (const request of later) await approve(store, request)
    await setTimeout(200)
    const meanwhile = heard.mock.calls.length
    atWork.resolve()

    expect(meanwhile).toBe(1)
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2), { timeout: 3_000, interval: 20 })
    await setTimeout(500)
    expect(heard).toHaveBeenCalledTimes(2)
    expect(most).toBe(1)
  })

  test('does not ring for an approval that was not stored', async () => {
    const store = await temporaryStore({ postgres: await temporaryDatabase() })
    const heard = vi.fn(async () => {})
    await (await bellOf(store)).answerServers(1, heard)
    const [late, fresh] = [
      await stored(store.requests, submitted()),
      await stored(store.requests, submitted()),
    ]
    await store.requests.commit(late, [denied])

    await approve(store, late)
    await approve(store, fresh)

    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), 5_000)
    await setTimeout(200)
    expect(heard).toHaveBeenCalledOnce()
  })

  test('rings for messages', async () => {
    const store = await temporaryStore({ postgres: await temporaryDatabase() })
    const heard = vi.fn(async () => {})
    await (await bellOf(store)).answerMessages(heard)

    await store.shared?.ringForMessages()

    await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce(), 5_000)
  })

  test('is made once by replicas that start at the same time', async () => {
    const place = { postgres: await temporaryDatabase('template template1') }

    const stores = await Promise.all(Array.from({ length: 4 }, () => temporaryStore(place)))

    const [request] = await Promise.all(stores.map(({ requests }) => stored(requests, submitted())))
    if (!request) throw new Error('nothing was submitted')
    await expect(approve(stores[3] as Store, request)).resolves.toBeUndefined()
  })
})
