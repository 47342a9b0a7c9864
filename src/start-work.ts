import { randomUUID } from 'node:crypto'
import type { Store } from './store/store.ts'
import type { AppliedServer, ApplyDeps } from './usecases/apply-requests.ts'
import type { AutomaticDeps } from './usecases/approve-automatically.ts'
import { type DeliverDeps, deliverMessages } from './usecases/deliver-messages.ts'
import { type EndDeps, lookAfterEnds } from './usecases/look-after-ends.ts'
import { lookAfterWaiting } from './usecases/look-after-waiting.ts'
import { lookForDeparted } from './usecases/look-for-departed.ts'
import { createDriftWatch, type DriftDeps } from './usecases/look-for-drift.ts'
import { createHeadNotes } from './usecases/note-heads.ts'
import type { Log } from './usecases/ports.ts'
import { createHeadPosts, type HeadPostDeps } from './usecases/post-heads.ts'
import { createRunner, type Runner } from './usecases/runner.ts'
import { type SharedWork, shareWork, type WorkerStores, workByOneself } from './usecases/share-work.ts'
import { createQueueWatch } from './usecases/watch-queues.ts'
import { createWork } from './usecases/work-on-server.ts'

const SWEEP = 5_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** A turn is a little shorter than the time between two looks, so that each look finds the one before over. */
const TURN = 0.9
/** Milliseconds after which work is looked at again that another process does: it may not have seen the newest. */
const SOON = 200

/** What every part that runs by itself is given. */
export interface Working {
  readonly store: Store
  readonly sharing: SharedWork
  readonly log: Log
}

/** Alone where nobody else can have the store open. */
export function sharingOf(store: Store, log: Log): SharedWork {
  return store.shared ? shareWork({ ...store, owner: randomUUID(), log }) : workByOneself(store)
}

/** Tells people what the outbox holds. What a terminal asked for beside the bot is told by this, too. */
export function startDeliverer(
  deps: Omit<DeliverDeps, keyof Store>,
  { store, sharing, log }: Working,
): Runner {
  const run = () => deliverMessages({ ...store, ...deps })
  return runner('messages', () => alone(sharing, 'messages', run), SWEEP, log)
}

/** Wakes a process that tells people. */
export function startMessageBell({ store, log }: Working): Runner {
  return runner(
    'the bell for messages',
    untilNext(async () => store.shared?.ringForMessages()),
    HOUR,
    log,
  )
}

/** Works on a server, and looks for drift between two transactions. */
export function startWorker(
  server: AppliedServer,
  deps: ApplyDeps & DriftDeps,
  now: () => number,
  { sharing, log }: Working,
): Runner {
  const work = createWork(server, deps)
  const lookForDrift = createDriftWatch(server, deps, now, sharing.inTurn)
  const run = () =>
    alone(sharing, `server ${server.name}`, async (stores) => {
      const wait = await work(stores)
      await lookForDrift()
      return wait
    })
  return runner(`server ${server.name}`, run, MINUTE, log)
}

/** Looks after requests that wait, once a minute, and notes the ends of the logs, once an hour. */
export function startTimers(
  servers: readonly string[],
  deps: AutomaticDeps,
  { store, sharing, log }: Working,
): readonly Runner[] {
  const lookAfter = () =>
    sharing.inTurn('waiting requests', MINUTE * TURN, () => lookAfterWaiting(servers, deps))
  const note = createHeadNotes(store.audit, log)
  const noteHeads = () => sharing.inTurn('heads', HOUR * TURN, note)
  return [
    runner('waiting requests', untilNext(lookAfter), MINUTE, log),
    runner('heads of the audit logs', untilNext(noteHeads), HOUR, log),
  ]
}

/** Looks after registrations that end, once a minute, and for owners who have left, once a day. */
export function startOwnerTimers(
  servers: readonly AppliedServer[],
  deps: Omit<EndDeps, 'log'>,
  { sharing, log }: Working,
): readonly Runner[] {
  const names = servers.map(({ name }) => name)
  const lookAfter = () =>
    sharing.inTurn('ends', MINUTE * TURN, () => lookAfterEnds(servers, { ...deps, log }))
  const lookFor = () => sharing.inTurn('owners', DAY * TURN, () => lookForDeparted(names, { ...deps, log }))
  return [
    runner('ends of registrations', untilNext(lookAfter), MINUTE, log),
    runner('owners who have left', untilNext(lookFor), DAY, log),
  ]
}

/** Tells a channel the ends of the logs; that one of several processes does so is seen to by the job. */
export function startHeadPosts(
  channel: string,
  deps: Pick<HeadPostDeps, 'post' | 'clock'>,
  { store, log }: Working,
): Runner {
  return runner(
    'posting the heads of the audit logs',
    createHeadPosts(channel, { ...store, ...deps }),
    HOUR,
    log,
  )
}

/** What this process does when another rings. */
export interface Answering {
  /** By the names of their servers; none where it changes no server. */
  readonly workers: ReadonlyMap<string, Runner>
  /** How many of them are woken at the same time. */
  readonly atOnce: number
  /** Undefined where it tells people nothing. */
  readonly deliverer?: Runner | undefined
}

/**
 * Listens to what other processes ring for, where they share the store.
 * @returns what ends it, and waits for what is under way
 */
export async function answerDoorbell(
  { workers, atOnce, deliverer }: Answering,
  { store, log }: Working,
): Promise<() => Promise<void>> {
  const bell = await store.shared?.openDoorbell((error) =>
    log.warn({ error }, 'the doorbell is out of order'),
  )
  if (workers.size > 0) await bell?.answerServers(atOnce, (name) => heard(workers.get(name)))
  if (deliverer) await bell?.answerMessages(() => heard(deliverer))
  return async () => bell?.close()
}

/** A ring is answered when what it was for is done. */
async function heard(runner: Runner | undefined): Promise<void> {
  runner?.poke()
  await runner?.idle()
}

/** Notices what was done to the queues by another process. */
export function startQueueWatch(
  ring: (server: string) => void,
  deliver: () => void,
  { store, log }: Working,
): Runner {
  return runner('queues', createQueueWatch({ ...store, ring, deliver }), MINUTE, log)
}

/** Nothing is left of it until its time comes again. */
function untilNext(job: () => Promise<void>): () => Promise<undefined> {
  return async () => {
    await job()
    return undefined
  }
}

async function alone(
  sharing: SharedWork,
  work: string,
  job: (stores: WorkerStores) => Promise<number | undefined>,
): Promise<number | undefined> {
  const left = await sharing.alone(work, job)
  return left === 'taken' ? SOON : left
}

function runner(work: string, job: () => Promise<number | undefined>, sweep: number, log: Log): Runner {
  return createRunner(job, sweep, (error) => log.error({ error, work }, 'work that runs by itself failed'))
}
