import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import type { StoreSettings } from '../../src/config/settings.ts'
import type { RequestEvent } from '../../src/request/events.ts'
import { openStore } from '../../src/store/store.ts'
import { StoreError } from '../../src/store/store-error.ts'
import {
  approvedInEmergency,
  began,
  edited,
  later,
  noon,
  person,
  proposal,
  reviewed,
  settled,
  submitted,
} from '../request/samples.ts'
import { stored } from '../support/stored.ts'
import { execute, onBothDatabases, temporaryPath, temporaryStore } from './temporary-store.ts'

const approval: RequestEvent = { type: 'approval-given', by: person('bob'), at: later, revision: 1 }
const approved: RequestEvent = { type: 'approved', at: later }
const denied: RequestEvent = { type: 'denied', by: person('eve'), at: later }

onBothDatabases(({ place }) => {
  describe('a submitted request', () => {
    test('is read back as it was given', async () => {
      const { requests } = await temporaryStore(await place())

      const request = await stored(requests, submitted({ reason: 'für Büro 3 – “quoted”\n\u202e' }))

      expect(await requests.find(request.id)).toEqual(request)
      expect(request).toMatchObject({ id: 1, version: 1, revision: 1, server: 'campus', requestedAt: noon })
    })

    test('keeps every byte of the stanzas shown', async () => {
      const { requests } = await temporaryStore(await place())
      const bytes = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('')
      const [host] = proposal().hosts
      const shown = proposal({ hosts: host ? [{ ...host, before: bytes, after: bytes }] : [] })

      const { id } = await stored(requests, submitted({ proposal: shown }))

      expect((await requests.find(id))?.proposal.hosts[0]?.before).toBe(bytes)
    })

    test('begins the audit log', async () => {
      const { requests } = await temporaryStore(await place())

      const { id } = await stored(requests, submitted())

      expect(await requests.history(id)).toEqual([submitted()])
    })

    test('that nobody made is not found', async () => {
      const { requests } = await temporaryStore(await place())

      const found = await requests.find(7)

      expect(found).toBeUndefined()
      expect(await requests.history(7)).toEqual([])
    })
  })

  describe('a commit', () => {
    test('stores the request after the events, and each event with the version it makes', async () => {
      const { requests } = await temporaryStore(await place())
      const request = await stored(requests, submitted())

      const after = await requests.commit(request, [approval, approved])

      expect(after).toMatchObject({ version: 3, state: { status: 'approved' } })
      expect(await requests.find(request.id)).toEqual(after)
      expect(await requests.history(request.id)).toEqual([submitted(), approval, approved])
    })

    test('of nothing changes nothing', async () => {
      const { requests } = await temporaryStore(await place())
      const request = await stored(requests, submitted())

      const after = await requests.commit(request, [])

      expect(after).toEqual(request)
      expect(await requests.find(request.id)).toEqual(request)
    })

    test('on a request that has moved on is refused and leaves no trace', async () => {
      const { requests, outbox } = await temporaryStore(await place())
      const request = await stored(requests, submitted())
      const first = await requests.commit(request, [approval])
      const told = await outbox.due(later, 100)

      const second = await requests.commit(request, [denied])

      expect(second).toBeUndefined()
      expect(await requests.find(request.id)).toEqual(first)
      expect(await requests.history(request.id)).toEqual([submitted(), approval])
      expect(await outbox.due(later, 100)).toEqual(told)
    })

    // SAFETY A7
    test('lets exactly one of many committers through', async () => {
      const { requests } = await temporaryStore(await place())
      const request = await stored(requests, submitted())

      const results = await Promise.all(
        Array.from({ length: 20 }, () => requests.commit(request, [approval])),
      )

      expect(results.filter((result) => result !== undefined)).toHaveLength(1)
      expect(await requests.history(request.id)).toHaveLength(2)
    })

    test('is refused when another process was first', async () => {
      const path = await place()
      const [mine, other] = [await temporaryStore(path), await temporaryStore(path)]
      const request = await stored(mine.requests, submitted())
      const seenByOther = await other.requests.find(request.id)
      if (seenByOther === undefined) throw new Error('the other process does not see the request')
      const first = await mine.requests.commit(request, [approval])

      const second = await other.requests.commit(seenByOther, [denied])

      expect(second).toBeUndefined()
      expect(await other.requests.find(request.id)).toEqual(first)
    })

    test('that fails half-way is undone as a whole', async () => {
      const path = await place()
      const { requests, outbox } = await temporaryStore(path)
      const request = await stored(requests, submitted())
      await outbox.done((await outbox.due(noon, 100)).map((delivery) => delivery.id))
      await breakDeliveries(path)

      const commit = requests.commit(request, [approval])

      await expect(commit).rejects.toThrow('no more deliveries')
      expect(await requests.find(request.id)).toEqual(request)
      expect(await requests.history(request.id)).toEqual([submitted()])
    })
  })

  describe('the requests of a server', () => {
    test('are found by their states, oldest first', async () => {
      const { requests } = await temporaryStore(await place())
      const [first, , third] = [
        await stored(requests, submitted()),
        await stored(requests, submitted({ server: 'lab' })),
        await stored(requests, submitted()),
      ]
      const denial = await requests.commit(first, [denied])

      const both = await requests.withStatus('campus', ['pending', 'denied'])
      const pending = await requests.withStatus('campus', ['pending'])

      expect(both).toEqual([denial, third])
      expect(pending).toEqual([third])
      expect(await requests.withStatus('campus', [])).toEqual([])
      expect(await requests.withStatus('nowhere', ['pending'])).toEqual([])
    })
  })

  describe('what was approved in an emergency', () => {
    test('is found from when it is settled until it is reviewed, and counts as settled all the time', async () => {
      const { requests } = await temporaryStore(await place())
      const usual = await stored(requests, submitted())
      await requests.commit(usual, [approval, approved, began, settled])
      const request = await stored(requests, submitted())
      const found = async () => (await requests.unreviewed('campus')).map(({ id }) => id)

      const approving = await requests.commit(request, [approvedInEmergency, began])
      const early = await found()
      const settling = approving && (await requests.commit(approving, [settled]))
      const open = await found()
      const elsewhere = await requests.unreviewed('lab')
      const all = await requests.withStatus('campus', ['settled'])
      if (settling) await requests.commit(settling, [reviewed])

      expect(early).toEqual([])
      expect(open).toEqual([2])
      expect(elsewhere).toEqual([])
      expect(all.map(({ id }) => id)).toEqual([1, 2])
      expect(await found()).toEqual([])
      expect(await requests.withStatus('campus', ['settled'])).toHaveLength(2)
    })
  })

  describe('the audit log', () => {
    // SAFETY K5
    test.each(["update audit_log set event = '{}'", 'delete from audit_log'])(
      'refuses: %s',
      async (statement) => {
        const path = await place()
        const { requests } = await temporaryStore(path)
        await stored(requests, submitted())

        const tamper = execute(path, statement)

        await expect(tamper).rejects.toThrow('append-only')
        expect(await requests.history(1)).toEqual([submitted()])
      },
    )
  })

  describe('the history of a host', () => {
    test('holds every request that is about it, the newest first, also after it was sent back', async () => {
      const { requests } = await temporaryStore(await place())
      const other = proposal({ changes: [{ kind: 'remove', target: 'Door' }], hosts: [] })
      const first = await stored(requests, submitted())
      const second = await stored(requests, submitted())
      await stored(requests, submitted({ proposal: other }))
      await requests.commit(first, [approval, approved])
      const request = await requests.find(first.id)
      if (!request) throw new Error('the request is gone')
      await requests.commit(request, [{ type: 'sent-back', at: later, reason: 'edited', proposal: other }])

      const named = await requests.about('name:printer-3f', 10)
      const door = await requests.about('name:door', 1)

      expect(named.map(({ id }) => id)).toEqual([second.id, first.id])
      expect(door.map(({ id }) => id)).toEqual([3])
      expect(await requests.about('mac:00:11:22:33:44:55', 1)).toMatchObject([{ id: second.id }])
      expect((await requests.about('name:door', 10)).map(({ id }) => id)).toEqual([3, first.id])
      expect(await requests.about('name:nobody', 10)).toEqual([])
    })

    test('is told of several requests at once, in the order that is asked for', async () => {
      const { requests } = await temporaryStore(await place())
      const [first, second] = [await stored(requests, submitted()), await stored(requests, submitted())]
      await requests.commit(second, [approval, approved])

      const types = (await requests.histories([second.id, 99, first.id])).map((events) =>
        events.map(({ type }) => type),
      )

      expect(types).toEqual([['submitted', approval.type, approved.type], [], ['submitted']])
      expect(await requests.histories([])).toEqual([])
    })
  })

  describe('the newest requests', () => {
    test('are those of a person, or of all, the newest first', async () => {
      const { requests } = await temporaryStore(await place())
      const first = await stored(requests, submitted({ by: person('ann') }))
      const second = await stored(requests, submitted({ by: person('bob'), server: 'lab' }))
      const third = await stored(requests, submitted({ by: person('ann'), server: 'lab' }))
      const ids = (found: readonly { readonly id: number }[]) => found.map(({ id }) => id)

      expect(ids(await requests.newest(10))).toEqual([third.id, second.id, first.id])
      expect(ids(await requests.newest(1))).toEqual([third.id])
      expect(ids(await requests.askedBy(person('ann'), 10))).toEqual([third.id, first.id])
      expect(ids(await requests.askedBy(person('ann', 'T2'), 10))).toEqual([])
    })
  })

  describe('a commit that was judged beside what is open', () => {
    test('is refused when somebody has submitted since, and keeps others from being stored beside it unseen', async () => {
      const { requests } = await temporaryStore(await place())
      const request = await stored(requests, submitted())
      const before = await requests.submissions('campus')
      const other = await stored(requests, submitted())
      const known = await requests.submissions('campus')

      const late = await requests.commit(request, [edited], before)
      const unchanged = await requests.find(request.id)
      const taken = await requests.commit(request, [edited], known)
      const unseen = await requests.submit(submitted(), known)
      const another = await requests.commit(other, [edited], known)

      expect(late).toBeUndefined()
      expect(unchanged).toEqual(request)
      expect(taken).toMatchObject({ revision: 2, editors: [person('bob')] })
      expect(await requests.find(request.id)).toEqual(taken)
      expect([unseen, another]).toEqual([undefined, undefined])
    })
  })

  describe('of requests that are submitted at once', () => {
    test('one is stored, and the others are judged again beside it', async () => {
      const path = await place()
      const { requests } = await temporaryStore(path)
      const known = await requests.submissions('campus')

      const results = await Promise.all([1, 2, 3].map(() => requests.submit(submitted(), known)))

      expect(results.filter((request) => request !== undefined)).toHaveLength(1)
      expect(await requests.submissions('campus')).toBe(known + 1)
      expect(await requests.submissions('lab')).toBe(0)
    })
  })

  test('a row that somebody else wrote is named', async () => {
    const path = await place()
    const { requests } = await temporaryStore(path)
    await stored(requests, submitted())
    await execute(path, "update requests set request = 'oops'")

    const found = requests.find(1)

    await expect(found).rejects.toThrow(StoreError)
    await expect(found).rejects.toThrow('requests row 1')
  })
})

test('what was written when a request held one change is read as it is written now, and found', async () => {
  const place = { sqlite: temporaryPath() }
  const store = await openStore(place)
  const request = await stored(store.requests, submitted())
  await store.close()
  const { changes, ...rest } = proposal()
  const earlier = { ...submitted(), proposal: { ...rest, change: changes[0] } }
  const { id: _, version: __, ...content } = request
  const database = new DatabaseSync(place.sqlite)
  database
    .prepare('update requests set request = ?')
    .run(JSON.stringify({ ...content, proposal: earlier.proposal }))
  database.exec(`drop trigger audit_log_refuses_update; drop table request_subjects; drop table submissions;
    delete from schema_migrations where name = '006-look-ups'`)
  database.prepare('update audit_log set event = ?').run(JSON.stringify(earlier))
  database.close()

  const { requests } = await temporaryStore(place)

  expect(await requests.find(request.id)).toEqual(request)
  expect(await requests.history(request.id)).toEqual([submitted()])
  expect(await requests.about('name:printer-3f', 10)).toEqual([request])
})

/** No row can be added any more. */
async function breakDeliveries(place: StoreSettings): Promise<void> {
  if ('postgres' in place) {
    await execute(
      place,
      `create function broken() returns trigger language plpgsql
      as $$ begin raise exception 'no more deliveries'; end $$`,
    )
    return execute(place, 'create trigger broken before insert on deliveries execute function broken()')
  }
  return execute(
    place,
    `create trigger broken before insert on deliveries
    begin select raise(abort, 'no more deliveries'); end`,
  )
}
