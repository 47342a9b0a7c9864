import { expect, test } from 'vitest'
import { type DelegationEvent, present } from '../../src/request/delegation.ts'
import { openStore } from '../../src/store/store.ts'
import { later, noon, overdue, person } from '../request/samples.ts'
import { onBothDatabases, temporaryStore } from './temporary-store.ts'

const bob = person('bob')
const delegated = {
  type: 'delegated',
  by: bob,
  at: noon,
  approver: bob,
  delegate: person('carl'),
  from: noon,
  until: overdue,
  reason: 'on leave – “quoted”',
} as const satisfies DelegationEvent
const ended = { type: 'delegation-ended', by: { localUser: 'root' }, at: later, approver: bob } as const

onBothDatabases(({ place }) => {
  test('somebody who has named nobody is there', async () => {
    const { delegations } = await temporaryStore(await place())

    expect(await delegations.find(bob)).toEqual(present(bob))
    expect(await delegations.inForce(noon)).toEqual([])
  })

  test('a delegation is there after a restart as long as it holds, with what is to be told of it', async () => {
    const path = await place()
    const before = await openStore(path)
    await before.delegations.commit(await before.delegations.find(bob), [delegated])
    await before.close()
    const { delegations, announcements } = await temporaryStore(path)

    const { type: _, by, at, ...delegation } = delegated
    expect(await delegations.inForce(later)).toEqual([delegation])
    expect(await delegations.inForce(overdue)).toEqual([])
    expect(await delegations.inForce('2026-02-01T00:00:00.000Z')).toEqual([])
    expect(await announcements.due(noon, 10)).toMatchObject([
      { server: '@bob', subject: { kind: 'delegation', event: { by, at } } },
    ])
  })

  test('of two who arrange it at the same time one is let through', async () => {
    const { delegations } = await temporaryStore(await place())
    const absence = await delegations.find(bob)

    const first = [
      await delegations.commit(absence, [delegated]),
      await delegations.commit(absence, [delegated]),
    ]
    const away = await delegations.find(bob)
    const then = [await delegations.commit(away, [ended]), await delegations.commit(away, [ended])]

    expect([first, then]).toEqual([
      [true, false],
      [true, false],
    ])
    expect(await delegations.find(bob)).toEqual({ approver: bob, version: 2, delegation: undefined })
    expect(await delegations.inForce(later)).toEqual([])
  })

  test('people of two workspaces with one id are two', async () => {
    const { delegations } = await temporaryStore(await place())
    await delegations.commit(await delegations.find(bob), [delegated])

    expect(await delegations.find(person('bob', 'T2'))).toEqual(present(person('bob', 'T2')))
  })

  // SAFETY K5
  test('what happened stands in the chained log beside what happened to the queues', async () => {
    const { delegations, queues, audit } = await temporaryStore(await place())
    const paused = { type: 'paused', by: bob, at: noon, reason: '' } as const
    await delegations.commit(await delegations.find(bob), [delegated])
    await queues.commit(await queues.find('campus'), [paused])
    await delegations.commit(await delegations.find(bob), [ended])

    const entries = []
    for await (const { log, subject, version, event } of audit.entries()) {
      entries.push([log, subject, version, JSON.parse(event)])
    }
    expect(entries).toEqual([
      ['queue_log', '@bob', 1, delegated],
      ['queue_log', 'campus', 1, paused],
      ['queue_log', '@bob', 2, ended],
    ])
    expect(await audit.verify([])).toMatchObject({ kind: 'intact' })
  })
})
