import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Command } from '../../src/request/decide.ts'
import type { RequestEvent } from '../../src/request/events.ts'
import { begin, evolve } from '../../src/request/evolve.ts'
import { samePerson } from '../../src/request/person.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { carryOut } from '../../src/usecases/carry-out.ts'
import { policyFor } from '../../src/usecases/resolve-policy.ts'
import { shareWork } from '../../src/usecases/share-work.ts'
import { submitRequest } from '../../src/usecases/submit-request.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { needs } from '../support/needs.ts'
import { asUser, temporaryDatabase } from '../support/postgres-database.ts'
import { deedsIn } from '../support/simulated/server.ts'
import { APPROVERS, hostOf, serversOf, sitePolicy } from '../support/simulated/site.ts'
import { silentLog } from '../support/story.ts'
import { Killed, life } from './mortal.ts'

const machine = needs('initdb')
const QUORUM = 2
/** Who may approve, and some who may not. */
const PEOPLE = [...APPROVERS, ...['ann', 'eve'].map((user) => ({ team: 'T1', user }))]
const HOSTS = 4
const FINAL = ['denied', 'cancelled', 'expired', 'settled'] as const

type Deed =
  | { readonly kind: 'submit'; readonly by: number; readonly host: number }
  | { readonly kind: 'approve' | 'deny' | 'cancel'; readonly by: number; readonly request: number }
  | { readonly kind: 'work' }

/** What is done at the same time, each on one of the replicas; one of them may meet an accident in the middle of it. */
interface Moment {
  readonly deeds: readonly (Deed & { readonly replica: number })[]
  readonly accident:
    | { readonly kind: 'killed' | 'suspended'; readonly replica: number; readonly calls: number }
    | undefined
}

const by = fc.nat(4)
const request = fc.integer({ min: 1, max: 4 })
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('submit'), by, host: fc.nat(HOSTS - 1) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('approve'), by, request }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('deny', 'cancel'), by, request }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('work') }) },
)
const moment: fc.Arbitrary<Moment> = fc.record({
  deeds: fc.array(
    fc.tuple(deed, fc.nat(2)).map(([one, replica]) => ({ ...one, replica })),
    { minLength: 1, maxLength: 5 },
  ),
  accident: fc.option(
    fc.record({ kind: fc.constantFrom('killed', 'suspended'), replica: fc.nat(2), calls: fc.nat(12) }),
    { nil: undefined, freq: 3 },
  ),
})

interface World {
  readonly url: string
  readonly folder: string
  readonly stores: readonly Store[]
}

/** A replica on a store of its own, that lives until it is killed. */
function replicaOf(store: Store, folder: string, owner: string) {
  const own = life()
  const requests = own.of(store.requests)
  const [server] = serversOf({ folder, servers: 1, milliseconds: 0 }).map((one) => ({
    ...one,
    remote: own.of(one.remote),
  }))
  if (!server) throw new Error('there is no server')
  const deps = {
    ...store,
    requests,
    people: {
      standing: async () => 'member' as const,
      membersOf: async () => APPROVERS,
      delegations: async () => [],
    },
    policy: sitePolicy(QUORUM),
    servers: [server.name],
    clock: () => new Date().toISOString(),
    deliver: () => {},
    ring: () => {},
    newTransactionId: () => crypto.randomUUID(),
    log: silentLog,
  }
  const sharing = shareWork({
    leases: own.of(store.leases),
    under: (lease) => {
      const stores = store.under(lease)
      return { requests: own.of(stores.requests), queues: own.of(stores.queues) }
    },
    owner,
    log: silentLog,
  })
  const run = createWork(server, deps)
  const work = () => sharing.alone(`server ${server.name}`, (stores) => run(stores))
  return { own, server, deps, work }
}

type Replica = ReturnType<typeof replicaOf>

async function act(one: Deed, { server, deps, work }: Replica): Promise<void> {
  if (one.kind === 'work') return void (await work())
  const by = PEOPLE[one.by] ?? PEOPLE[0]
  if (!by) throw new Error('there is nobody')
  if (one.kind === 'submit') {
    const inputs = [{ kind: 'add', ...hostOf(0, one.host + 1) }] as const
    await submitRequest({ by, inputs, reason: 'a history', confirmed: [], patience: 5_000 }, server, deps)
    return
  }
  const request = await deps.requests.find(one.request)
  if (!request) return
  const policy = await policyFor([request], deps.policy, deps.people)
  const at = deps.clock()
  const { revision } = request
  const command: Command =
    one.kind === 'cancel' ? { type: 'cancel', by, at } : { type: one.kind, by, at, revision, policy }
  await carryOut(deps.requests, request.id, command)
}

/** Lives through a history. Who met an accident is replaced, and the work that it held is free when its time is over. */
async function live({ url, folder, stores }: World, history: readonly Moment[]): Promise<void> {
  let born = 0
  const fresh = (index: number) => replicaOf(stores[index] as Store, folder, `replica-${born++}`)
  const replicas = [fresh(0), fresh(1), fresh(2)]
  for (const { deeds, accident } of history) {
    const hit = accident && replicas[accident.replica]
    if (accident?.kind === 'killed') hit?.own.endAfter(accident.calls)
    if (accident?.kind === 'suspended') hit?.own.suspendAfter(accident.calls)
    const done = deeds.map(async (one) => {
      const replica = replicas[one.replica] as Replica
      return { isHit: replica === hit, over: act(one, replica).catch(unlessKilled) }
    })
    const running = await Promise.all(done)
    await Promise.all(
      running.filter(({ isHit }) => !isHit || accident?.kind === 'killed').map(({ over }) => over),
    )
    if (!accident) continue
    replicas[accident.replica] = fresh(accident.replica)
    await asUser(url, `update work_leases set until = '2000-01-01T00:00:00.000Z'`)
    await replicas[accident.replica]?.work()
    // The one that stood still goes on, and does not know that it was replaced.
    hit?.own.wake()
    await Promise.all(running.map(({ over }) => over))
  }
  await conclude(fresh(0))
}

/** Those who may approve what is left, and it is applied. */
async function conclude(replica: Replica): Promise<void> {
  for (let id = 1; await replica.deps.requests.find(id); id++) {
    for (const index of APPROVERS.keys()) await act({ kind: 'approve', by: index, request: id }, replica)
  }
  await replica.work()
}

function unlessKilled(error: unknown): void {
  if (!(error instanceof Killed)) throw error
}

/**
 * What holds of every request after any history.
 * @returns how many requests were applied
 */
async function lawsOf({ stores, folder }: World): Promise<number> {
  const [{ requests, audit }] = stores as [Store]
  expect((await audit.verify([])).kind).toBe('intact')
  const content = deedsIn(join(folder, 's00')).at(-1)?.content ?? ''
  const written = [...content.matchAll(/^host (\S+) /gm)].map(([, name]) => name)
  expect(new Set(written).size).toBe(written.length)
  const applied: string[] = []
  for (let id = 1; ; id++) {
    const request = await requests.find(id)
    if (!request) break
    const history = await requests.history(id)
    expectSound(history)
    expect(evolved(id, history)).toEqual(request)
    if (request.state.status !== 'settled') continue
    const { kind } = request.state.outcome
    const name = request.proposal.hosts[0]?.name ?? ''
    // Asked for on facts of a moment before, when the same host was just being applied for another request.
    if (kind === 'conflict') expect(written).toContain(name)
    else applied.push(name)
    expect(['applied', 'conflict']).toContain(kind)
  }
  expect(written.toSorted()).toEqual(applied.toSorted())
  return applied.length
}

/** SAFETY A3, A4, A7: distinct approvers who may, none of them the requester, and nothing after the end. */
function expectSound(history: readonly RequestEvent[]): void {
  const [first] = history
  if (first?.type !== 'submitted') throw new Error('a request began with something else')
  const types = history.map(({ type }) => type)
  const ends = types.filter((type) => (FINAL as readonly string[]).includes(type))
  expect(ends.length).toBeLessThanOrEqual(1)
  if (ends.length === 1) expect(types.at(-1)).toBe(ends[0])
  expect(types.filter((type) => type === 'approved').length).toBeLessThanOrEqual(1)
  const approvers = history.flatMap((event) => (event.type === 'approval-given' ? [event.by] : []))
  for (const [index, by] of approvers.entries()) {
    expect(APPROVERS.some((one) => samePerson(one, by))).toBe(true)
    expect(samePerson(by, first.by)).toBe(false)
    expect(approvers.slice(0, index).some((one) => samePerson(one, by))).toBe(false)
  }
  if (types.includes('approved')) expect(approvers).toHaveLength(QUORUM)
}

function evolved(id: number, [first, ...rest]: readonly RequestEvent[]) {
  if (first?.type !== 'submitted') throw new Error('a request began with something else')
  return rest.reduce(evolve, begin(id, first))
}

describe.skipIf(machine.skip)(`three replicas on PostgreSQL ${machine.why}`, () => {
  test('keep every law in any history of people, work and accidents', async () => {
    let applied = 0
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { minLength: 4, maxLength: 14 }), async (history) => {
        const world = await worldOf()
        try {
          await live(world, history)
          applied += await lawsOf(world)
        } finally {
          for (const store of world.stores) await store.close()
          rmSync(world.folder, { recursive: true })
        }
      }),
      { numRuns: 15 },
    )
    expect(applied).toBeGreaterThan(0)
  }, 240_000)
})

async function worldOf(): Promise<World> {
  const url = await temporaryDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-replicas-'))
  const stores = await Promise.all([0, 1, 2].map(() => openStore({ postgres: url })))
  return { url, folder, stores }
}
