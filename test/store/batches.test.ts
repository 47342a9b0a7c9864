import { expect, test } from 'vitest'
import {
  approvalGiven,
  approved,
  began,
  cancelled,
  proposal,
  settled,
  submitted,
} from '../request/samples.ts'
import { stored } from '../support/stored.ts'
import { onBothDatabases, temporaryStore } from './temporary-store.ts'

onBothDatabases(({ place }) => {
  test('of a batch those that have moved on are left out, and the rest is stored with its events', async () => {
    const { requests, audit } = await temporaryStore(await place())
    const [first, late, last] = [
      await stored(requests, submitted()),
      await stored(requests, submitted()),
      await stored(requests, submitted({ server: 'branch' })),
    ]
    await requests.commit(late, [cancelled])

    const taken = await requests.commitAll([
      { request: first, events: [approvalGiven, approved] },
      { request: late, events: [approvalGiven] },
      { request: last, events: [] },
    ])

    expect(taken).toEqual([await requests.find(first.id), undefined, last])
    expect(taken[0]).toMatchObject({ version: 3, state: { status: 'approved' } })
    expect(await requests.history(first.id)).toEqual([submitted(), approvalGiven, approved])
    expect(await requests.history(late.id)).toEqual([submitted(), cancelled])
    expect(await audit.verify([])).toMatchObject({ kind: 'intact', heads: [{ seq: 6 }, { seq: 0 }] })
  })

  test('of a host that a batch changes twice, the last is what it is expected to say', async () => {
    const { requests, drifts } = await temporaryStore(await place())
    const saying = (...texts: readonly (string | undefined)[]) => {
      const [host] = proposal().hosts
      if (!host) throw new Error('the sample has no host')
      return submitted({ proposal: proposal({ hosts: texts.map((after) => ({ ...host, after })) }) })
    }
    const batch = [
      await stored(requests, saying('host a;')),
      await stored(requests, saying(undefined, 'host b;')),
    ]

    await requests.commitAll(
      batch.map((request) => ({ request, events: [approvalGiven, approved, began, settled] })),
    )

    expect(await drifts.applied('campus')).toEqual([{ name: 'printer-3f', text: 'host b;' }])
  })
})
