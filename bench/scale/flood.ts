import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Request } from '../../src/request/request.ts'
import { copyStore } from '../../src/store/copy.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import type { DurablePostgres } from '../../test/support/durable-postgres.ts'
import { startReplica } from '../../test/support/simulated/replica.ts'
import { type Site, serverName } from '../../test/support/simulated/site.ts'
import { beside, percentile, type Row } from '../measure.ts'
import { approveAll } from './approve.ts'
import { type Times, throughput, waits } from './figures.ts'
import { withFolder } from './places.ts'
import { provenTimes } from './proofs.ts'
import type { RoundTrips } from './round-trips.ts'
import { seed } from './seed.ts'
import { startWorkers } from './workers.ts'

const SERVERS = 40
/** What a change of a real server takes: dhcpd's test, its restart and a look whether it lives. */
const CHANGE = 600
/** As the bot works on them. */
const AT_ONCE = 4
const WORKERS = [1, 2, 4]

/** Requests that wait, in a file and in a database to be copied. */
interface Seed {
  readonly path: string
  readonly template: string
}

/** What came of a flood. */
interface Flooded {
  readonly times: readonly Times[]
  /** Undefined where there is no server to be asked. */
  readonly roundTrips: number | undefined
}

/** Many approvals at a stretch, and workers that apply them: with one worker on SQLite, and with several on PostgreSQL. */
export async function benchFlood(
  postgres: DurablePostgres,
  count: number,
  roundTrips: RoundTrips,
): Promise<Row[]> {
  return withFolder(async (folder) => {
    const seeded = await seedBoth(folder, postgres, count)
    const title = `${count.toLocaleString('en')} approvals over ${SERVERS} servers`
    const sqlite = await floodSqlite(folder, seeded)
    const rows = rowsOf(`${title}, SQLite`, sqlite)
    const speeds: number[] = []
    for (const workers of WORKERS) {
      const flooded = await floodPostgres({ folder, postgres, seeded, workers, roundTrips })
      rows.push(...rowsOf(`${title}, PostgreSQL, ${named(workers)}`, flooded))
      const speed = throughput(flooded.times)
      if (speeds[0] !== undefined)
        rows.push(beside('… times the throughput of 1 worker', speed / speeds[0], 'times'))
      speeds.push(speed)
    }
    return rows
  })
}

function named(workers: number): string {
  return `${workers} worker${workers === 1 ? '' : 's'}`
}

function rowsOf(title: string, { times, roundTrips }: Flooded): Row[] {
  const waited = waits(times)
  const rows = [
    beside(`${title}: throughput`, throughput(times), 'requests/s'),
    beside('… wait in the queue, p50', percentile(waited, 50), 'ms'),
    beside('… wait in the queue, p99', percentile(waited, 99), 'ms'),
  ]
  if (roundTrips === undefined) return rows
  return [...rows, beside('… round trips to the database', roundTrips / times.length, 'a request')]
}

/**
 * The requests are stored once, as people ask for them, in a file in memory, where storing waits for no disk. The copy
 * into PostgreSQL is the product's own, which holds each table against the original.
 */
async function seedBoth(folder: string, postgres: DurablePostgres, count: number): Promise<Seed> {
  const path = join(folder, 'seed.db')
  const template = 'seed'
  const url = await postgres.database(template)
  const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
  await withFolder(async (quick) => {
    const file = join(quick, 'seed.db')
    await seed(file, siteIn(join(folder, 'seed')), count)
    copyFileSync(file, path)
  }, memory)
  await copyStore(path, url, new Date().toISOString())
  await (await openStore({ postgres: url })).close() // Makes the bell's tables.
  return { path, template }
}

function siteIn(folder: string): Site {
  mkdirSync(folder, { recursive: true })
  return { folder, servers: SERVERS, milliseconds: CHANGE }
}

async function floodSqlite(folder: string, { path }: Seed): Promise<Flooded> {
  const sqlite = join(folder, 'flood.db')
  copyFileSync(path, sqlite)
  const site = siteIn(join(folder, 'site-sqlite'))
  const replica = await startReplica({ place: { sqlite }, site, atOnce: AT_ONCE })
  try {
    const all = await pending(replica.store)
    await approveAll(replica.store.requests, all, ({ server }) => replica.deps.ring(server))
    await settled(replica.store, () => false)
    return { times: await provenTimes(replica.store, site, all), roundTrips: undefined }
  } finally {
    await replica.stop()
  }
}

/** A flood to be answered by workers on PostgreSQL. */
interface Scenario {
  readonly folder: string
  readonly postgres: DurablePostgres
  readonly seeded: Seed
  readonly workers: number
  /** Of this process. */
  readonly roundTrips: RoundTrips
}

async function floodPostgres({
  folder,
  postgres,
  seeded,
  workers: count,
  roundTrips,
}: Scenario): Promise<Flooded> {
  await using parts = new AsyncDisposableStack()
  const name = `flood_${count}`
  const place = { postgres: await postgres.database(name, seeded.template) }
  parts.defer(() => postgres.drop(name))
  const site = siteIn(join(folder, `site-${count}`))
  const store = await openStore(place)
  parts.defer(store.close)
  const workers = parts.use(await startWorkers(count, { place, site, atOnce: AT_ONCE }))
  const all = await pending(store)
  await setTimeout(FIRST_LOOK)
  const before = { workers: await workers.roundTrips(), clickers: roundTrips() }
  await approveAll(store.requests, all, () => {})
  const clickers = roundTrips() - before.clickers // What is asked below is not of the flood.
  await settled(store, workers.hasFailed)

  const asked = clickers + (await workers.roundTrips()) - before.workers
  return { times: await provenTimes(store, site, all), roundTrips: asked }
}

/** What a worker looks for when it starts is no part of the flood. */
const FIRST_LOOK = 5_000

/** In the order in which they were asked for. */
async function pending({ requests }: Pick<Store, 'requests'>): Promise<readonly Request[]> {
  const all = await Promise.all(
    Array.from({ length: SERVERS }, (_, index) => requests.withStatus(serverName(index), ['pending'])),
  )
  return all.flat().toSorted((a, b) => a.id - b.id)
}

/** Milliseconds between two looks whether all is done, and after which nobody waits any more for the next outcome. */
const LOOK = 100
const PATIENCE = 180_000

/** Once nothing is left of the requests of any server. */
async function settled({ requests }: Pick<Store, 'requests'>, hasFailed: () => boolean): Promise<void> {
  let [open, changed] = [Number.POSITIVE_INFINITY, performance.now()]
  for (let index = 0; index < SERVERS; ) {
    const left = (await requests.withStatus(serverName(index), ['pending', 'approved', 'applying'])).length
    if (left === 0) {
      index += 1
      open = Number.POSITIVE_INFINITY
      continue
    }
    if (left !== open) [open, changed] = [left, performance.now()]
    if (hasFailed()) throw new Error('a worker has failed')
    if (performance.now() - changed > PATIENCE)
      throw new Error(`${serverName(index)} leaves ${left} requests`)
    await setTimeout(LOOK)
  }
}
