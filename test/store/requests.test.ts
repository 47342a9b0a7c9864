import { describe, expect, test } from 'vitest'
import type { StoreSettings } from '../../src/config/settings.ts'
import type { RequestEvent } from '../../src/request/events.ts'
import { StoreError } from '../../src/store/store-error.ts'
import { later, noon, person, proposal, submitted } from '../request/samples.ts'
import { execute, onBothDatabases, temporaryStore } from './temporary-store.ts'

const approval: RequestEvent = { type: 'approval-given', by: person('bob'), at: later, revision: 1 }
const approved: RequestEvent = { type: 'approved', at: later }
const denied: RequestEvent = { type: 'denied', by: person('eve'), at: later }

onBothDatabases(({ place }) => {
  describe('a submitted request', () => {
    test('is read back as it was given', async () => {
      const { requests } = await temporaryStore(await place())

      const request = await requests.submit(submitted({ reason: 'für Büro 3 – “quoted”\n\u202e' }))

      expect(await requests.find(request.id)).toEqual(request)
      expect(request).toMatchObject({ id: 1, version: 1, revision: 1, server: 'campus', requestedAt: noon })
    })

    test('keeps every byte of the stanzas shown', async () => {
      const { requests } = await temporaryStore(await place())
      const bytes = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('')
      const [host] = proposal().hosts
      const shown = proposal({ hosts: host ? [{ ...host, before: bytes, after: bytes }] : [] })

      const { id } = await requests.submit(submitted({ proposal: shown }))

      expect((await requests.find(id))?.proposal.hosts[0]?.before).toBe(bytes)
    })

    test('begins the audit log', async () => {
      const { requests } = await temporaryStore(await place())

      const { id } = await requests.submit(submitted())

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
      const request = await requests.submit(submitted())

      const after = await requests.commit(request, [approval, approved])

      expect(after).toMatchObject({ version: 3, state: { status: 'approved' } })
      expect(await requests.find(request.id)).toEqual(after)
      expect(await requests.history(request.id)).toEqual([submitted(), approval, approved])
    })

    test('of nothing changes nothing', async () => {
      const { requests } = await temporaryStore(await place())
      const request = await requests.submit(submitted())

      const after = await requests.commit(request, [])

      expect(after).toEqual(request)
      expect(await requests.find(request.id)).toEqual(request)
    })

    test('on a request that has moved on is refused and leaves no trace', async () => {
      const { requests, outbox } = await temporaryStore(await place())
      const request = await requests.submit(submitted())
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
      const request = await requests.submit(submitted())

      const results = await Promise.all(
        Array.from({ length: 20 }, () => requests.commit(request, [approval])),
      )

      expect(results.filter((result) => result !== undefined)).toHaveLength(1)
      expect(await requests.history(request.id)).toHaveLength(2)
    })

    test('is refused when another process was first', async () => {
      const path = await place()
      const [mine, other] = [await temporaryStore(path), await temporaryStore(path)]
      const request = await mine.requests.submit(submitted())
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
      const request = await requests.submit(submitted())
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
        await requests.submit(submitted()),
        await requests.submit(submitted({ server: 'lab' })),
        await requests.submit(submitted()),
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

  describe('the audit log', () => {
    // SAFETY K5
    test.each(["update audit_log set event = '{}'", 'delete from audit_log'])(
      'refuses: %s',
      async (statement) => {
        const path = await place()
        const { requests } = await temporaryStore(path)
        await requests.submit(submitted())

        const tamper = execute(path, statement)

        await expect(tamper).rejects.toThrow('append-only')
        expect(await requests.history(1)).toEqual([submitted()])
      },
    )
  })

  test('a row that somebody else wrote is named', async () => {
    const path = await place()
    const { requests } = await temporaryStore(path)
    await requests.submit(submitted())
    await execute(path, "update requests set request = 'oops'")

    const found = requests.find(1)

    await expect(found).rejects.toThrow(StoreError)
    await expect(found).rejects.toThrow('requests row 1')
  })
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
