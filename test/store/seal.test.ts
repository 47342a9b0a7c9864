import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StoreSettings } from '../../src/config/settings.ts'
import { linkAfter, START } from '../../src/store/audit-chain.ts'
import type { Store } from '../../src/store/store.ts'
import { auditLine } from '../../src/usecases/audit-line.ts'
import type { AuditEntry, AuditVerdict, Sealed } from '../../src/usecases/ports.ts'
import {
  approvalGiven,
  approved,
  approvedInEmergency,
  began,
  denied,
  person,
  settled,
  submitted,
} from '../request/samples.ts'
import { stored } from '../support/stored.ts'
import { execute, failureOf, onBothDatabases, temporaryPath, temporaryStore } from './temporary-store.ts'

const OLD = '2020-01-01T12:00:00.000Z'
const YEAR = '2026-01-01T00:00:00.000Z'
const NOW = '2026-06-01T08:00:00.000Z'

/** Where a file can be written that goes away with the test. */
function newFile(name = 'segment.jsonl'): string {
  return join(dirname(temporaryPath()), name)
}

/** A request that was denied at once, and everybody told of it. */
async function closed(store: Store, at = OLD): Promise<void> {
  const request = await stored(store.requests, submitted({ at, reason: 'für „alle“ \u2028 \u202e' }))
  await store.requests.commit(request, [{ ...denied, at }])
  await tellAll(store)
}

async function tellAll({ outbox }: Store): Promise<void> {
  await outbox.done((await outbox.due(NOW, 1_000)).map(({ id }) => id))
}

async function paused(store: Store, at = OLD): Promise<void> {
  const queue = await store.queues.find('campus')
  const event =
    queue.version % 2 === 0 ? { type: 'paused' as const, reason: '' } : { type: 'resumed' as const }
  await store.queues.commit(queue, [{ ...event, by: person('bob'), at }])
}

/** A store with six entries of requests and two of queues that are old, and two and one that are not. */
async function agedStore(place: StoreSettings): Promise<Store> {
  const store = await temporaryStore(place)
  for (let count = 0; count < 3; count++) await closed(store)
  await paused(store)
  await paused(store)
  await closed(store, NOW)
  await paused(store, NOW)
  return store
}

function seal({ audit }: Store, file: string | undefined = newFile(), before = YEAR): Promise<Sealed> {
  return audit.seal({ before, file, localUser: 'root', at: NOW })
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

function numbers(entries: readonly AuditEntry[]): readonly string[] {
  return entries.map(({ log, seq }) => `${log} ${seq}`)
}

const WHOLE = { kind: 'intact', unseen: [] }

// SAFETY K5
onBothDatabases(({ place }) => {
  describe('what is sealed', () => {
    test('is taken out, and the record is whole without it', async () => {
      const store = await agedStore(await place())

      const { segments, kept } = await seal(store)

      expect(segments).toMatchObject([
        { log: 'audit_log', first: 1, last: 6, before: '' },
        { log: 'queue_log', first: 1, last: 2, before: '' },
      ])
      expect(kept).toEqual([])
      expect(numbers(await all(store.audit.entries()))).toEqual([
        'audit_log 7',
        'audit_log 8',
        'queue_log 3',
        'seal_log 1',
        'seal_log 2',
      ])
      expect(await store.audit.verify([])).toMatchObject({
        ...WHOLE,
        segments,
        heads: [
          { log: 'audit_log', seq: 8 },
          { log: 'queue_log', seq: 3 },
          { log: 'seal_log', seq: 2 },
        ],
      })
    })

    test.each(['segment.jsonl', 'segment.jsonl.gz'])(
      'is in the file as it was exported before: %s',
      async (name) => {
        const store = await agedStore(await place())
        const exported = (await all(store.audit.entries())).filter(({ at }) => at < YEAR).map(auditLine)
        const file = newFile(name)

        const { segments } = await seal(store, file)

        const bytes = name.endsWith('.gz') ? gunzipSync(readFileSync(file)) : readFileSync(file)
        const digest = createHash('sha256').update(bytes).digest('hex')
        expect(bytes.toString()).toBe(exported.join(''))
        expect(segments).toMatchObject([
          { digest, file },
          { digest, file },
        ])
        expect(await store.audit.verify([], [file])).toMatchObject(WHOLE)
      },
    )

    test('is gone for good where no file is wanted, and its digest stays', async () => {
      const store = await agedStore(await place())
      const lines = (await all(store.audit.entries())).filter(({ at }) => at < YEAR).map(auditLine)

      await store.audit.seal({ before: YEAR, file: undefined, localUser: 'root', at: NOW })

      const digest = createHash('sha256').update(lines.join('')).digest('hex')
      expect(await store.audit.verify([])).toMatchObject({
        ...WHOLE,
        segments: [{ file: null, digest }, { digest }],
      })
    })

    test('goes on where the last segment ended, also where nothing was left', async () => {
      const store = await temporaryStore(await place())
      await closed(store)
      const files = [newFile(), newFile(), newFile()] as const

      await seal(store, files[0])
      await closed(store)
      await closed(store)
      await seal(store, files[1])
      const nothing = await seal(store, files[2])

      expect(nothing).toEqual({ segments: [], kept: [] })
      expect(existsSync(files[2])).toBe(false)
      const verdict = await store.audit.verify([], files.slice(0, 2))
      expect(verdict).toMatchObject({
        ...WHOLE,
        segments: [
          { first: 1, last: 2 },
          { first: 3, last: 6 },
        ],
      })
    })

    test('is named by who said so, in an entry of its own', async () => {
      const store = await agedStore(await place())

      const { segments } = await seal(store)

      const entries = (await all(store.audit.entries())).filter(({ log }) => log === 'seal_log')
      expect(entries.map(({ event }) => JSON.parse(event))).toMatchObject(
        segments.map(({ log: _, at: _at, ...segment }) => ({
          type: 'sealed',
          by: { localUser: 'root' },
          ...segment,
        })),
      )
    })

    test('ends before the first entry of a request that is open, whose history stays whole', async () => {
      const store = await temporaryStore(await place())
      await closed(store)
      const open = await stored(store.requests, submitted({ at: OLD }))
      const approvedOne = await store.requests.commit(open, [
        { ...approvalGiven, at: OLD },
        { ...approved, at: OLD },
      ])
      await closed(store)

      const { segments, kept } = await seal(store)

      expect(segments).toMatchObject([{ log: 'audit_log', first: 1, last: 2 }])
      expect(kept).toEqual([{ log: 'audit_log', seq: 3, subject: String(open.id), why: 'open' }])
      expect(await store.requests.history(open.id)).toHaveLength(3)
      expect(await store.requests.find(open.id)).toEqual(approvedOne)
      expect(await store.audit.verify([])).toMatchObject(WHOLE)
    })

    test('ends before the first entry of an emergency that nobody has reviewed', async () => {
      const store = await temporaryStore(await place())
      await closed(store)
      const emergency = await stored(store.requests, submitted({ at: OLD }))
      const events = [approvedInEmergency, began, settled].map((event) => ({ ...event, at: OLD }))
      await store.requests.commit(emergency, events)

      const { segments, kept } = await seal(store)

      expect(segments).toMatchObject([{ log: 'audit_log', first: 1, last: 2 }])
      expect(kept).toEqual([{ log: 'audit_log', seq: 3, subject: String(emergency.id), why: 'open' }])
    })

    test('ends before what people are still to be told', async () => {
      const store = await temporaryStore(await place())
      const request = await stored(store.requests, submitted({ at: OLD }))
      await store.requests.commit(request, [{ ...denied, at: OLD }])

      const { segments, kept } = await seal(store)

      expect(segments).toEqual([])
      expect(kept).toMatchObject([{ seq: 1, why: 'untold' }])
      expect(await store.outbox.due(NOW, 10)).toHaveLength(4)
    })

    test('ends where an entry is not old enough, also where the clock went back after it', async () => {
      const store = await temporaryStore(await place())
      await closed(store)
      await closed(store, YEAR)
      await closed(store)

      const { segments } = await seal(store)

      expect(segments).toMatchObject([{ first: 1, last: 2 }])
    })

    test('may be the same whatever is sealed when: nothing is lost, and all of it is verified', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom('close', 'pause', 'seal'), { minLength: 1, maxLength: 12 }),
          async (deeds) => {
            const store = await temporaryStore(await place())
            const files: string[] = []
            for (const deed of deeds) {
              if (deed === 'close') await closed(store)
              else if (deed === 'pause') await paused(store)
              else {
                const file = newFile()
                if ((await seal(store, file)).segments.length > 0) files.push(file)
              }
            }

            const inFiles = files.flatMap((file) => readFileSync(file, 'utf8').trimEnd().split('\n'))
            const here = (await all(store.audit.entries()))
              .filter(({ log }) => log !== 'seal_log')
              .map(auditLine)
            const known = [
              ...inFiles.map((line) => JSON.parse(line)),
              ...here.map((line) => JSON.parse(line)),
            ]
            for (const [log, count] of [
              ['audit_log', 2 * deeds.filter((deed) => deed === 'close').length],
              ['queue_log', deeds.filter((deed) => deed === 'pause').length],
            ] as const) {
              const seqs = known.filter((entry) => entry.log === log).map(({ seq }) => seq)
              expect(seqs).toEqual(Array.from({ length: count }, (_, index) => index + 1))
            }
            expect(await store.audit.verify([], files)).toMatchObject(WHOLE)
          },
        ),
        { numRuns: 8 },
      )
    })
  })

  describe('nothing is sealed', () => {
    test('where the record is not whole', async () => {
      const path = await place()
      const store = await agedStore(path)
      const file = newFile()
      await execute(
        path,
        dropTrigger(path, 'audit_log', 'update'),
        `update audit_log set version = 9 where seq = 8`,
      )

      const error = await failureOf(seal(store, file))

      expect(error.message).toContain('entry 8 of audit_log')
      expect(existsSync(file)).toBe(false)
      expect(await all(store.audit.entries())).toHaveLength(11)
    })

    test.each([
      ['is there already', newFile.bind(undefined, 'there.jsonl'), 'is there already'],
      ['lies in no folder', () => join(newFile('no'), 'segment.jsonl'), 'cannot be written'],
    ])('into a file that %s', async (_, fileOf, expected) => {
      const store = await agedStore(await place())
      const file = fileOf()
      if (expected === 'is there already') writeFileSync(file, 'mine')

      const error = await failureOf(seal(store, file))

      expect(error.message).toContain(expected)
      expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(expected === 'is there already' && 'mine')
      expect(await store.audit.verify([])).toMatchObject({ ...WHOLE, segments: [] })
    })

    test('twice by two at once: one of them does it, and the other is told', async () => {
      const path = await place()
      const stores = [await agedStore(path), await temporaryStore(path)]
      const files = [newFile(), newFile()]

      const results = await Promise.allSettled(stores.map((store, index) => seal(store, files[index])))

      const done = results.filter(
        (result) => result.status === 'fulfilled' && result.value.segments.length > 0,
      )
      expect(done).toHaveLength(1)
      expect(files.filter(existsSync)).toHaveLength(1)
      expect(await stores[0]?.audit.verify([], files.filter(existsSync))).toMatchObject(WHOLE)
    })
  })

  describe('the store lets nobody', () => {
    test.each([
      ['take out what is not sealed', 'delete from audit_log where seq = 7'],
      ['take out more than is sealed', 'delete from queue_log'],
      ['change what is left', `update audit_log set at = ''`],
      ['change what was sealed', 'update seal_log set last_seq = 99'],
      ['take out what was sealed', 'delete from seal_log'],
    ])('%s', async (_, statement) => {
      const path = await place()
      const store = await agedStore(path)
      await seal(store)

      await expect(execute(path, statement)).rejects.toThrow(/append-only/)

      expect(await store.audit.verify([])).toMatchObject(WHOLE)
    })

    test('empty a log at once', async () => {
      const path = await place()
      if ('sqlite' in path) return
      const store = await agedStore(path)
      await seal(store)

      for (const log of ['audit_log', 'queue_log', 'seal_log']) {
        await expect(execute(path, `truncate ${log} cascade`)).rejects.toThrow(/append-only/)
      }
    })
  })

  describe('verify tells', () => {
    test.each<[string, string, object]>([
      [
        'an entry that was changed behind a segment',
        `update audit_log set at = '2020' where seq = 7`,
        { seq: 7 },
      ],
      ['an entry that was removed behind a segment', 'delete from audit_log where seq = 7', { seq: 7 }],
      [
        'entries that were cut off behind a segment',
        'delete from audit_log where seq > 6',
        { fault: 'cut-off' },
      ],
      [
        'an entry that was put back',
        `insert into audit_log (seq, request_id, version, at, event, hash) values (3, 2, 1, '2020', '{}', 'x')`,
        { seq: 3, fault: 'returned' },
      ],
      [
        'a segment that was changed',
        `update seal_log set event = replace(event, 'root', 'eve') where seq = 2`,
        { log: 'seal_log', seq: 2, fault: 'changed' },
      ],
      [
        'a segment that was removed',
        'delete from seal_log where seq = 1',
        { log: 'seal_log', seq: 1, fault: 'removed' },
      ],
      ['segments that were cut off', 'delete from seal_log', { log: 'seal_log', seq: 1, fault: 'cut-off' }],
      [
        'segments that were cut off, and their end with them',
        `delete from seal_log; update audit_heads set seq = 0, hash = '' where log = 'seal_log'`,
        { log: 'audit_log', seq: 1, fault: 'removed' },
      ],
      [
        'a bound that was moved',
        `update seal_log set event = replace(event, '"last":6', '"last":7') where seq = 1`,
        { log: 'seal_log', seq: 1, fault: 'changed' },
      ],
      [
        'a bound that was moved for the triggers, and what it then let go',
        `update seal_log set last_seq = 8 where seq = 1; delete from audit_log where seq > 6`,
        { log: 'seal_log', seq: 1, fault: 'changed' },
      ],
    ])('%s', async (_, statements, expected) => {
      const path = await place()
      const store = await agedStore(path)
      await seal(store)

      await tamper(path, statements)

      expect(await store.audit.verify([])).toMatchObject({ kind: 'broken', log: 'audit_log', ...expected })
    })

    test.each<[string, (lines: readonly string[]) => readonly string[], object]>([
      [
        'changed',
        (lines) => lines.map((line, index) => (index === 1 ? line.replace('2020', '2019') : line)),
        { log: 'audit_log', seq: 2, fault: 'changed' },
      ],
      ['removed', (lines) => lines.toSpliced(2, 1), { log: 'audit_log', seq: 3, fault: 'removed' }],
      [
        'removed from the beginning',
        (lines) => lines.slice(1),
        { log: 'audit_log', seq: 1, fault: 'removed' },
      ],
      ['cut off', (lines) => lines.slice(0, -1), { log: 'queue_log', seq: 2, fault: 'cut-off' }],
      ['cut off with its log', (lines) => lines.slice(0, 6), { log: 'queue_log', seq: 1, fault: 'removed' }],
      ['written otherwise', (lines) => lines.map((line) => line.replace('{', '{ ')), { fault: 'changed' }],
    ])('a line of an exported file that was %s', async (_, change, expected) => {
      const store = await agedStore(await place())
      const file = newFile()
      await seal(store, file)
      const lines = readFileSync(file, 'utf8').trimEnd().split('\n')

      writeFileSync(file, `${change(lines).join('\n')}\n`)

      expect(await store.audit.verify([])).toMatchObject(WHOLE)
      expect(await store.audit.verify([], [file])).toMatchObject({ kind: 'broken', file, ...expected })
    })

    test.each([
      ['', 'holds no entries'],
      ['hello\n', 'line 1: this is no entry of the record'],
      [
        `{"log":"audit_log","seq":7,"subject":"R-4","version":1,"at":"","event":{},"hash":""}\n`,
        'line 1: entry 7 of audit_log was never sealed',
      ],
    ])('a file that is something else: %j', async (content, expected) => {
      const store = await agedStore(await place())
      await seal(store)
      const file = newFile('other.jsonl')
      writeFileSync(file, content)

      const error = await failureOf(store.audit.verify([], [file]))

      expect(error.message).toContain(expected)
    })

    test('a packed file that is cut off, and one that is not there', async () => {
      const store = await agedStore(await place())
      const file = newFile('segment.jsonl.gz')
      await seal(store, file)
      writeFileSync(file, readFileSync(file).subarray(0, -20))

      expect((await failureOf(store.audit.verify([], [file]))).message).toMatch(
        /cannot be read: unexpected end/,
      )
      expect((await failureOf(store.audit.verify([], [newFile()]))).message).toMatch(/cannot be read: ENOENT/)
    })

    test('of an end that was noted in a segment what its file says', async () => {
      const store = await agedStore(await place())
      const noted = (await all(store.audit.entries())).filter(
        ({ log, seq }) => log === 'audit_log' && seq === 4,
      )
      const atTheEnd = (await all(store.audit.entries())).filter(
        ({ log, seq }) => log === 'audit_log' && seq === 6,
      )
      const [forged] = noted.map((head) => ({ ...head, hash: 'f'.repeat(64) }))
      const file = newFile()
      await seal(store, file)

      expect(await store.audit.verify(noted)).toMatchObject({ kind: 'intact', unseen: [{ seq: 4 }] })
      expect(await store.audit.verify(noted, [file])).toMatchObject(WHOLE)
      expect(await store.audit.verify(forged ? [forged] : [], [file])).toMatchObject({
        kind: 'broken',
        file,
        seq: 4,
        fault: 'changed',
      })
      expect(await store.audit.verify(atTheEnd)).toMatchObject(WHOLE)
      expect(
        await store.audit.verify(atTheEnd.map((head) => ({ ...head, hash: 'f'.repeat(64) }))),
      ).toMatchObject({
        kind: 'broken',
        log: 'audit_log',
        seq: 6,
      })
    })

    test.each([
      ['that ends later', { last: 7 }, { log: 'audit_log', seq: 8, fault: 'changed' }],
      ['that ends sooner', { last: 5 }, { log: 'audit_log', seq: 6, fault: 'removed' }],
      ['that begins later', { first: 2 }, { log: 'seal_log', seq: 1, fault: 'changed' }],
      ['that begins elsewhere', { before: 'f'.repeat(64) }, { log: 'seal_log', seq: 1, fault: 'changed' }],
      ['that ends elsewhere', { after: 'f'.repeat(64) }, { log: 'audit_log', seq: 7, fault: 'changed' }],
    ])('of a segment %s, with all hashes of what was sealed written anew', async (_, moved, expected) => {
      const path = await place()
      const store = await temporaryStore(path)
      for (let count = 0; count < 3; count++) await closed(store)
      await closed(store, NOW)
      await seal(store)
      const [written] = (await all(store.audit.entries())).filter(({ log }) => log === 'seal_log')
      if (!written) throw new Error('nothing was sealed')
      const event = JSON.stringify({ ...JSON.parse(written.event), ...moved })
      const { last } = JSON.parse(event)
      const { hash } = linkAfter(START, { ...written, event })

      await tamper(
        path,
        `update seal_log set event = '${event}', hash = '${hash}', last_seq = ${last};
        update audit_heads set hash = '${hash}' where log = 'seal_log';
        delete from audit_log where seq <= ${last}`,
      )

      expect(await store.audit.verify([])).toMatchObject({ kind: 'broken', ...expected })
    })

    test('of segments that an end was noted of elsewhere when they were written anew', async () => {
      const path = await place()
      const store = await agedStore(path)
      await seal(store)
      const noted = await store.audit.heads()

      await tamper(path, `delete from seal_log where seq = 2`)
      const [first] = (await all(store.audit.entries())).filter(({ log }) => log === 'seal_log')
      await execute(path, `update audit_heads set seq = 1, hash = '${first?.hash}' where log = 'seal_log'`)
      await execute(
        path,
        'delete from queue_log',
        `update audit_heads set seq = 0, hash = '' where log = 'queue_log'`,
      )

      expect(await store.audit.verify([])).toMatchObject({ kind: 'intact' })
      expect(await store.audit.verify(noted)).toMatchObject({ kind: 'broken', log: 'seal_log', seq: 2 })
    })
  })

  test('the record is whole to whoever looks while it is sealed and written', async () => {
    const path = await place()
    const [store, other, third] = [
      await temporaryStore(path),
      await temporaryStore(path),
      await temporaryStore(path),
    ]
    let isWorking = true
    const working = (async () => {
      for (let round = 0; round < 5; round++) {
        for (let count = 0; count < 4; count++) await closed(store)
        await seal(other)
      }
    })().finally(() => {
      isWorking = false
    })
    const verdicts: AuditVerdict['kind'][] = []

    while (isWorking) {
      verdicts.push((await third.audit.verify([])).kind)
      // SQLite answers at once: the files would never be written.
      await setImmediate()
    }
    await working

    expect(new Set(verdicts)).toEqual(new Set(['intact']))
    expect(await third.audit.verify([])).toMatchObject({ heads: [{ seq: 40 }, { seq: 0 }, { seq: 5 }] })
  })
})

function dropTrigger(place: StoreSettings, log: string, what: string): string {
  return `drop trigger ${log}_refuses_${what}${'postgres' in place ? ` on ${log}` : ''}`
}

/** Does something to the database that the triggers forbid. */
async function tamper(place: StoreSettings, statements: string): Promise<void> {
  const triggers = ['audit_log', 'queue_log', 'seal_log'].flatMap((log) =>
    ['update', 'delete'].map((what) => dropTrigger(place, log, what)),
  )
  await execute(place, ...triggers, statements)
}
