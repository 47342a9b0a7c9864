import { randomUUID } from 'node:crypto'
import type { StoreSettings } from '../../../src/config/settings.ts'
import { answerDoorbell, sharingOf, startTimers, startWorker } from '../../../src/start-work.ts'
import { openStore } from '../../../src/store/store.ts'
import type { Log, People } from '../../../src/usecases/ports.ts'
import { silentLog } from '../story.ts'
import { APPROVERS, type Site, serversOf, sitePolicy } from './site.ts'

/** What a replica is told. */
export interface ReplicaSettings {
  readonly place: StoreSettings
  readonly site: Site
  /** How many servers it works on at the same time. */
  readonly atOnce: number
  readonly quorum?: number
}

/** A bot that works on simulated servers, put together of the parts of the real one; nobody is told anything. */
export async function startReplica({ place, site, atOnce, quorum }: ReplicaSettings, log: Log = silentLog) {
  await using parts = new AsyncDisposableStack()
  const store = await openStore(place)
  parts.defer(store.close)
  const working = { store, sharing: sharingOf(store, log), log }
  const servers = serversOf(site)
  const people: People = {
    standing: async () => 'member',
    membersOf: async () => APPROVERS,
    delegations: async () => [],
  }
  const deps = {
    ...store,
    people,
    policy: sitePolicy(quorum),
    servers: servers.map(({ name }) => name),
    clock: () => new Date().toISOString(),
    deliver: () => {},
    newTransactionId: randomUUID,
    log,
  }
  const workers = new Map(
    servers.map((server) => [server.name, startWorker(server, deps, () => performance.now(), working)]),
  )
  for (const worker of workers.values()) parts.defer(worker.stop)
  const ring = store.shared ? () => {} : (name: string) => workers.get(name)?.poke()
  const timers = startTimers(deps.servers, { ...deps, ring }, working)
  for (const timer of timers) parts.defer(timer.stop)
  parts.defer(await answerDoorbell({ workers, atOnce }, working))
  for (const runner of [...workers.values(), ...timers]) runner.poke()
  const kept = parts.move()
  return { store, servers, deps: { ...deps, ring }, stop: () => kept.disposeAsync() }
}

export type Replica = Awaited<ReturnType<typeof startReplica>>
