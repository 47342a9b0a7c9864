import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StoreSettings } from '../../src/config/settings.ts'
import type { AuditHead } from '../../src/usecases/ports.ts'
import { approvalGiven, approved, denied, noon, person, submitted } from '../request/samples.ts'
import { stored } from '../support/stored.ts'
import { execute, onBothDatabases, temporaryPath, temporaryStore } from './temporary-store.ts'

/** A store with two requests and a paused queue: five entries in the log of requests, one in that of the queues. */
async function writtenStore(path: StoreSettings) {
  const store = await temporaryStore(path)
  const first = await stored(store.requests, submitted())
  await store.requests.commit(first, [approvalGiven, approved])
  const second = await stored(store.requests, submitted({ reason: 'für „alle“' }))
  await store.requests.commit(second, [denied])
  const queue = await store.queues.find('campus')
  await store.queues.commit(queue, [{ type: 'paused', by: person('bob'), at: noon, reason: 'exam week' }])
  return store
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

/** Does something to the database that the triggers and the references forbid. */
async function tamper(place: StoreSettings, ...statements: readonly string[]): Promise<void> {
  const triggers = ['audit_log', 'queue_log'].flatMap((log) =>
    ['update', 'delete'].map(
      (what) => `drop trigger ${log}_refuses_${what}${'postgres' in place ? ` on ${log}` : ''}`,
    ),
  )
  const references =
    'postgres' in place ? ['alter table deliveries drop constraint deliveries_of_an_event'] : []
  await execute(place, ...triggers, ...references, ...statements)
}

onBothDatabases(({ place }) => {
  // SAFETY K5
  describe('the audit logs', () => {
    test('are whole as they were written, and their ends are told', async () => {
      const { audit } = await writtenStore(await place())

      const verdict = await audit.verify([])

      expect(verdict).toMatchObject({
        kind: 'intact',
        heads: [
          { log: 'audit_log', seq: 5 },
          { log: 'queue_log', seq: 1 },
        ],
      })
    })

    test('are whole when nothing was written yet', async () => {
      const { audit } = await temporaryStore(await place())

      expect(await audit.verify([])).toMatchObject({ kind: 'intact' })
    })

    test('are read back entry by entry, each linked to the one before', async () => {
      const { audit } = await writtenStore(await place())

      const entries = await all(audit.entries())

      expect(entries.map(({ log, seq, subject, version }) => [log, seq, subject, version])).toEqual([
        ['audit_log', 1, '1', 1],
        ['audit_log', 2, '1', 2],
        ['audit_log', 3, '1', 3],
        ['audit_log', 4, '2', 1],
        ['audit_log', 5, '2', 2],
        ['queue_log', 1, 'campus', 1],
      ])
      expect(new Set(entries.map(({ hash }) => hash)).size).toBe(6)
    })

    test.each<[string, string, object]>([
      ['changed', `update audit_log set event = replace(event, 'bob', 'eve') where seq = 2`, { seq: 2 }],
      ['moved in time', `update audit_log set at = '2020-01-01T00:00:00.000Z' where seq = 3`, { seq: 3 }],
      [
        'given to another request',
        'update audit_log set request_id = 1, version = 9 where seq = 5',
        { seq: 5 },
      ],
      ['removed', 'delete from audit_log where seq = 4', { seq: 4, fault: 'removed' }],
      ['cut off at the end', 'delete from audit_log where seq = 5', { seq: 5, fault: 'cut-off' }],
      ['cut off from the beginning', 'delete from audit_log where seq = 1', { seq: 1, fault: 'removed' }],
      ['all removed', 'delete from audit_log', { seq: 1, fault: 'cut-off' }],
      [
        'changed in the log of the queues',
        `update queue_log set event = replace(event, 'exam', 'no')`,
        { log: 'queue_log', seq: 1, fault: 'changed' },
      ],
    ])('tell when an entry was %s', async (_, statement, expected) => {
      const path = await place()
      const { audit } = await writtenStore(path)

      await tamper(path, statement)

      expect(await audit.verify([])).toMatchObject({ kind: 'broken', log: 'audit_log', ...expected })
    })

    test('tell of an end that was noted elsewhere when it was cut off and the head with it', async () => {
      const path = await place()
      const { audit } = await writtenStore(path)
      const noted = await audit.heads()
      const [{ hash } = { hash: '' }] = (await all(audit.entries())).filter(({ seq }) => seq === 4)

      await tamper(
        path,
        'delete from audit_log where seq = 5',
        `update audit_heads set seq = 4, hash = '${hash}' where log = 'audit_log'`,
      )

      expect(await audit.verify([])).toMatchObject({ kind: 'intact' })
      expect(await audit.verify(noted)).toEqual({
        kind: 'broken',
        log: 'audit_log',
        seq: 5,
        fault: 'cut-off',
      })
    })

    test('tell of an end that was noted elsewhere when all hashes were written anew', async () => {
      const { audit } = await writtenStore(await place())
      const noted: readonly AuditHead[] = [{ log: 'audit_log', seq: 3, hash: 'f'.repeat(64) }]

      expect(await audit.verify(noted)).toEqual({
        kind: 'broken',
        log: 'audit_log',
        seq: 3,
        fault: 'changed',
      })
    })

    test('stay whole whatever is committed by several at once', async () => {
      const { requests, audit } = await temporaryStore(await place())
      let entries = 0
      await fc.assert(
        fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 }), async (picks) => {
          const made = await Promise.all(Array.from({ length: 4 }, () => stored(requests, submitted())))

          await Promise.all(picks.map((pick) => made[pick] && requests.commit(made[pick], [denied])))

          entries += 4 + new Set(picks).size
          expect(await audit.verify([])).toMatchObject({
            kind: 'intact',
            heads: [{ seq: entries }, { seq: 0 }],
          })
        }),
        { numRuns: 20 },
      )
    })
  })
})

test('logs that were written before there were links are linked, too', async () => {
  const path = { sqlite: temporaryPath() }
  const old = await writtenStore(path)
  const before = await all(old.audit.entries())
  await old.close()
  await tamper(
    path,
    'alter table audit_log drop column hash',
    'alter table queue_log drop column hash',
    'drop table audit_heads',
    'drop table seal_log',
    'drop table head_notes',
    'drop table offers',
    `delete from schema_migrations where name in ('004-audit-chain', '009-audit-segments')`,
    ...['audit_log', 'queue_log'].flatMap((log) =>
      ['update', 'delete'].map(
        (what) =>
          `create trigger ${log}_refuses_${what} before ${what} on ${log} begin select raise(abort, 'append-only'); end`,
      ),
    ),
  )

  const { audit } = await temporaryStore(path)

  expect(await audit.verify([])).toMatchObject({ kind: 'intact' })
  expect(await all(audit.entries())).toEqual(before)
})
