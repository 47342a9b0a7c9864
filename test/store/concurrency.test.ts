import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type Drift, keepDrift } from '../../src/request/drift.ts'
import type { Request } from '../../src/request/request.ts'
import { HASTY } from '../../src/store/node-postgres.ts'
import { connectPostgres } from '../../src/store/open-postgres.ts'
import type { Store } from '../../src/store/store.ts'
import { inTransaction } from '../../src/store/transaction.ts'
import {
  approvalGiven,
  approved,
  began,
  denied,
  later,
  noon,
  person,
  settled,
  submitted,
} from '../request/samples.ts'
import { needs } from '../support/needs.ts'
import { temporaryDatabase } from '../support/postgres-database.ts'
import { stored } from '../support/stored.ts'
import { temporaryStore } from './temporary-store.ts'

const machine = needs('initdb')

/** A store that eight have open, each connected already, so that none begins before the others. */
async function eight(): Promise<readonly [Store, ...Store[]]> {
  const place = { postgres: await temporaryDatabase() }
  const first = await temporaryStore(place)
  const others = await Promise.all(Array.from({ length: 7 }, () => temporaryStore(place)))
  await Promise.all([first, ...others].map(({ requests }) => requests.find(1)))
  return [first, ...others]
}

async function requestsIn(store: Store['requests'], count: number): Promise<readonly Request[]> {
  const made: Request[] = []
  while (made.length < count) made.push(await stored(store, submitted()))
  return made
}

/** Tries as often as others may come between; undefined where it is not wanted any more. */
async function submittedInTime(
  requests: Store['requests'],
  event: Parameters<Store['requests']['submit']>[0],
): Promise<Request | undefined> {
  for (let attempt = 0; attempt < 9; attempt++) {
    const request = await requests.submit(event, await requests.submissions(event.server))
    if (request) return request
  }
  return undefined
}

/** How many of the answers are not no. */
function taken(answers: readonly unknown[]): number {
  return answers.filter(Boolean).length
}

describe.skipIf(machine.skip)(`eight at once on PostgreSQL ${machine.why}`, () => {
  // SAFETY A7, K5
  test('approve the same requests: each has one transition, and the record is one chain', async () => {
    const stores = await eight()
    const [{ requests, audit }] = stores
    const made = await requestsIn(requests, 10)

    const answers = await Promise.all(
      stores.map(async (store) => {
        const given: boolean[] = []
        for (const request of made) {
          given.push((await store.requests.commit(request, [approvalGiven, approved])) !== undefined)
        }
        return given
      }),
    )

    const transitions = made.map((_, index) => taken(answers.map((given) => given[index])))
    expect(transitions).toEqual(made.map(() => 1))
    const histories = await Promise.all(made.map(({ id }) => requests.history(id)))
    expect(histories.map(({ length }) => length)).toEqual(made.map(() => 3))
    expect(await audit.verify([])).toMatchObject({ kind: 'intact', heads: [{ seq: 30 }, { seq: 0 }] })
  })

  test('commit batches of the same requests, in any order: each request has one transition', async () => {
    const stores = await eight()
    const [{ requests, audit }] = stores
    const made = await requestsIn(requests, 6)
    const batch = made.map((request) => ({ request, events: [denied] }))

    const answers = await Promise.all(
      stores.map((store, index) => store.requests.commitAll(index % 2 === 0 ? batch : batch.toReversed())),
    )

    expect(taken(answers.flat())).toBe(6)
    expect(await audit.verify([])).toMatchObject({ kind: 'intact', heads: [{ seq: 12 }, { seq: 0 }] })
  })

  test('find the record whole while others write', async () => {
    const [reader, ...writers] = await eight()
    let isWriting = true
    const writing = Promise.all(writers.map(({ requests }) => requestsIn(requests, 10))).finally(() => {
      isWriting = false
    })
    const verdicts: string[] = []

    while (isWriting) verdicts.push((await reader.audit.verify([])).kind)
    await writing

    expect(new Set(verdicts)).toEqual(new Set(['intact']))
    expect(await reader.audit.verify([])).toMatchObject({ kind: 'intact', heads: [{ seq: 70 }, { seq: 0 }] })
  })

  test('settle requests for the same host: one of them is what it is expected to be', async () => {
    const stores = await eight()
    const ready = await Promise.all(
      stores.map(async ({ requests }) => {
        const request = await stored(requests, submitted())
        const next = await requests.commit(request, [approvalGiven, approved, began])
        return next ?? request
      }),
    )

    await Promise.all(
      stores.map(({ requests }, index) => ready[index] && requests.commit(ready[index], [settled])),
    )

    expect(await stores[0].drifts.applied('campus')).toMatchObject([{ name: 'printer-3f' }])
  })

  test('pause the same queue: one of them does', async () => {
    const stores = await eight()
    const [{ queues, announcements, audit }] = stores
    const queue = await queues.find('campus')

    const answers = await Promise.all(
      stores.map((store) =>
        store.queues.commit(queue, [{ type: 'paused', by: person('ann'), at: noon, reason: '' }]),
      ),
    )

    expect(taken(answers)).toBe(1)
    expect(await announcements.due(noon, 10)).toHaveLength(1)
    expect(await audit.verify([])).toMatchObject({ kind: 'intact', heads: [{ seq: 0 }, { seq: 1 }] })
  })

  test('decide on the same drift: one of them does', async () => {
    const stores = await eight()
    const [{ drifts, announcements }] = stores
    const host = { name: 'printer-3f', expected: 'host a;', found: 'host b;', end: undefined }
    const begun: Omit<Drift, 'id'> = {
      server: 'campus',
      noticedAt: noon,
      version: 1,
      hosts: [host],
      keptBy: undefined,
    }
    const drift = await drifts.begin(begun)

    const answers = await Promise.all(
      stores.map((store) => store.drifts.commit(keepDrift(drift, person('bob'), later))),
    )

    expect(taken(answers)).toBe(1)
    expect(await announcements.due(later, 10)).toHaveLength(2)
  })

  test('note the same difference: it is told once', async () => {
    const stores = await eight()
    const [{ announcements }] = stores
    const note = (...hosts: string[]) =>
      Promise.all(
        stores.map((store) =>
          store.pairs.noteDifference('campus', { first: 'dhcp1', second: 'dhcp2', hosts }, noon),
        ),
      )

    const answers = [await note('a'), await note('a', 'b')]

    expect(answers.map(taken)).toEqual([1, 1])
    expect(await announcements.due(noon, 10)).toHaveLength(2)
  })

  test('look at a host whose end nears and has come: its owner is asked once, its removal is asked for once', async () => {
    const stores = await eight()
    const [first] = stores
    const [plan] = submitted().proposal.hosts
    const text = `# owner: U1, until 2026-03-31\n${plan?.after}`
    const hosts = plan ? [{ ...plan, after: text }] : []
    const made = await stored(first.requests, submitted({ proposal: { ...submitted().proposal, hosts } }))
    await first.requests.commit(made, [approvalGiven, approved, began, settled])
    const ended = { server: 'campus', name: 'printer-3f', owner: { team: 'T1', id: 'U1' }, end: '2026-03-31' }
    const removal = { ...submitted(), ended }

    const asked = await Promise.all(stores.map(({ registrations }) => registrations.ask(ended, noon)))
    const submissions = await Promise.all(stores.map(({ requests }) => submittedInTime(requests, removal)))

    expect(taken(asked)).toBe(1)
    expect(taken(submissions)).toBe(1)
  })

  test('notice the same owner who left: one tells it, and again when the hosts are others', async () => {
    const stores = await eight()
    const owner = { team: 'T1', id: 'U1' }
    const note = (...hosts: string[]) =>
      Promise.all(
        stores.map(({ registrations }) =>
          registrations.noteDeparted('campus', { departed: [{ owner, hosts }], unsure: [] }, noon),
        ),
      )

    const answers = [await note('a'), await note('a', 'b')]

    expect(answers.map(taken)).toEqual([1, 1])
  })

  test('show the same revision: it has one card', async () => {
    const stores = await eight()
    const { id } = await stored(stores[0].requests, submitted())

    const cards = await Promise.all(stores.map((store) => store.cards.ensure(id, 1)))

    expect(new Set(cards.map((card) => card.id)).size).toBe(1)
  })
})

test.skipIf(machine.skip)(
  'of two transactions that wait for each other, both are done in the end',
  async () => {
    const url = await temporaryDatabase()
    await using one = connectPostgres(url, HASTY)
    await using other = connectPostgres(url, HASTY)
    await sql`insert into restarts values ('a', ''), ('b', '')`.execute(one.db)
    const append = ({ db }: typeof one, first: string, second: string) =>
      inTransaction(db, async (trx) => {
        for (const server of [first, second]) {
          await sql`update restarts set at = at || ${second} where server = ${server}`.execute(trx)
          await setTimeout(100)
        }
      })

    await Promise.all([append(one, 'a', 'b'), append(other, 'b', 'a')])

    const { rows } = await sql<{ at: string }>`select at from restarts`.execute(one.db)
    expect(rows.map(({ at }) => [...at].toSorted().join(''))).toEqual(['ab', 'ab'])
  },
)
