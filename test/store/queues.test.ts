import { expect, test } from 'vitest'
import { newQueue, type QueueEvent } from '../../src/request/queue.ts'
import { openStore } from '../../src/store/store.ts'
import { later, noon, person } from '../request/samples.ts'
import { execute, onBothDatabases, temporaryStore } from './temporary-store.ts'

const paused: QueueEvent = { type: 'paused', by: person('ann'), at: noon, reason: 'a new switch' }
const resumed: QueueEvent = { type: 'resumed', by: { localUser: 'root' }, at: later }

onBothDatabases(({ place }) => {
  test('a queue to which nothing has happened runs', async () => {
    const { queues } = await temporaryStore(await place())

    expect(await queues.find('campus')).toEqual(newQueue('campus'))
  })

  test('what happened to a queue is there after a restart, with what is to be told of it', async () => {
    const path = await place()
    const before = await openStore(path)
    const queue = await before.queues.commit(await before.queues.find('campus'), [paused])
    await before.close()

    const { queues, announcements } = await temporaryStore(path)

    expect(await queues.find('campus')).toEqual(queue)
    expect(await announcements.due(noon, 10)).toMatchObject([
      { server: 'campus', subject: { kind: 'queue', event: paused }, attempts: 0 },
    ])
  })

  test('of two who decided on the same state, one is let through', async () => {
    const { queues } = await temporaryStore(await place())
    const queue = await queues.find('campus')

    const results = [await queues.commit(queue, [paused]), await queues.commit(queue, [paused])]
    const paused1 = await queues.find('campus')
    const resumes = [await queues.commit(paused1, [resumed]), await queues.commit(paused1, [resumed])]

    expect(results.map(Boolean)).toEqual([true, false])
    expect(resumes.map(Boolean)).toEqual([true, false])
    expect(await queues.versions()).toEqual(new Map([['campus', 2]]))
  })

  test('the log of the queues takes no change and loses nothing', async () => {
    const path = await place()
    const { queues } = await temporaryStore(path)
    await queues.commit(await queues.find('campus'), [paused])

    await expect(execute(path, "update queue_log set event = '{}'")).rejects.toThrow('append-only')
    await expect(execute(path, 'delete from queue_log')).rejects.toThrow('append-only')
  })

  test('the last restart of each server is known after a restart of our own', async () => {
    const path = await place()
    const before = await openStore(path)
    await before.queues.noteRestart('campus', noon)
    await before.queues.noteRestart('campus', later)
    await before.close()

    const { queues } = await temporaryStore(path)

    expect(await queues.restartedAt('campus')).toBe(later)
    expect(await queues.restartedAt('lab')).toBeUndefined()
  })

  test('a message that failed is put off, and done when it was shown', async () => {
    const { queues, announcements } = await temporaryStore(await place())
    await queues.commit(await queues.find('campus'), [paused])
    const [message] = await announcements.due(noon, 10)

    await announcements.postpone(message?.id ?? 0, later)
    const early = await announcements.due(noon, 10)
    const next = await announcements.next()
    const [again] = await announcements.due(later, 10)
    await announcements.done([message?.id ?? 0])

    expect([early, next, again?.attempts]).toEqual([[], later, 1])
    expect(await announcements.next()).toBeUndefined()
  })
})
