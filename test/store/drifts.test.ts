import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { type Drift, keepDrift } from '../../src/request/drift.ts'
import type { Outcome } from '../../src/request/request.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import {
  approvalGiven,
  approved,
  began,
  later,
  noon,
  person,
  settled,
  submitted,
} from '../request/samples.ts'
import { stored } from '../support/stored.ts'
import { onBothDatabases, temporaryPath, temporaryStore } from './temporary-store.ts'

const message = { channel: 'C1', ts: '1.2' }
const drifted = { name: 'printer-3f', expected: 'host a;', found: 'host b;', end: undefined }
const begun = { server: 'campus', noticedAt: noon, version: 1, hosts: [drifted], keptBy: undefined }

/** Settles a request for printer-3f with this outcome. */
async function settleWith({ requests }: Store, outcome: Outcome): Promise<void> {
  const request = await stored(requests, submitted())
  await requests.commit(request, [approvalGiven, approved, began, { ...settled, outcome }])
}

onBothDatabases(({ place }) => {
  test.for(['applied', 'unchanged'] as const)(
    'a request that ended as %s says what its host is expected to be',
    async (kind) => {
      const store = await temporaryStore(await place())

      await settleWith(store, { kind })

      const [host, ...more] = await store.drifts.applied('campus')
      expect(host).toEqual({ name: 'printer-3f', text: submitted().proposal.hosts[0]?.after })
      expect(more).toEqual([])
      expect(await store.drifts.applied('lab')).toEqual([])
    },
  )

  test('a request that ended otherwise says nothing of its host', async () => {
    const store = await temporaryStore(await place())

    await settleWith(store, { kind: 'rolled-back', detail: '' })
    await settleWith(store, { kind: 'refused', detail: '' })

    expect(await store.drifts.applied('campus')).toEqual([])
  })

  test('a drift is found by its id, and is open until all of it has ended', async () => {
    const { drifts } = await temporaryStore(await place())
    const drift = await drifts.begin(begun)
    const open = await drifts.open('campus')

    await drifts.commit(keepDrift(drift, person('bob'), later))

    expect(open).toEqual([drift])
    expect(await drifts.open('campus')).toEqual([])
    expect(await drifts.find(drift.id)).toMatchObject({ version: 2, keptBy: person('bob') })
  })

  test('what was kept is the applied record, and the message is brought up to date', async () => {
    const store = await temporaryStore(await place())
    await settleWith(store, { kind: 'applied' })
    const drift = await store.drifts.begin(begun)

    await store.drifts.commit(keepDrift(drift, person('bob'), later))

    expect(await store.drifts.applied('campus')).toEqual([{ name: 'printer-3f', text: 'host b;' }])
    const told = await store.announcements.due(later, 10)
    expect(told.map(({ subject }) => subject)).toEqual([
      { kind: 'drift', drift: drift.id },
      { kind: 'drift', drift: drift.id },
    ])
  })

  test('of two who decided on the same drift, one is let through', async () => {
    const { drifts } = await temporaryStore(await place())
    const drift = await drifts.begin(begun)
    const over: Drift = {
      ...keepDrift(drift, person('eve'), later),
      hosts: [{ ...drifted, end: { how: 'over', at: later } }],
    }

    const results = [await drifts.commit(keepDrift(drift, person('bob'), later)), await drifts.commit(over)]

    expect(results).toEqual([true, false])
    expect(await drifts.find(drift.id)).toMatchObject({ keptBy: person('bob') })
  })

  test('where its message stands is remembered until somebody deletes it', async () => {
    const { drifts } = await temporaryStore(await place())
    const { id } = await drifts.begin(begun)
    const places = [await drifts.message(id)]

    await drifts.posted(id, message)
    places.push(await drifts.message(id))
    await drifts.posted(id, undefined)
    places.push(await drifts.message(id))

    expect(places).toEqual([undefined, message, undefined])
  })
})

test('a store of an earlier version knows what was applied before', async () => {
  const path = temporaryPath()
  const store = await openStore({ sqlite: path })
  await settleWith(store, { kind: 'rolled-back', detail: '' })
  await settleWith(store, { kind: 'applied' })
  await store.close()
  const database = new DatabaseSync(path)
  for (const table of ['queues', 'queue_log', 'restarts', 'applied_hosts', 'drifts', 'announcements'])
    database.exec(`drop table ${table}`)
  database.exec("delete from schema_migrations where name in ('002-queues', '005-hosts-as-json')")
  database.close()

  const { drifts } = await temporaryStore({ sqlite: path })

  expect(await drifts.applied('campus')).toMatchObject([{ name: 'printer-3f' }])
})
