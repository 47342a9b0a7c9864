import { type Drift, isOpen } from '../request/drift.ts'
import type { Delay } from '../request/request.ts'
import type { Schedule } from '../request/schedule.ts'
import { holdOf } from './hold-of.ts'
import type { Clock, DriftStore, QueueStore, RequestStore } from './ports.ts'

/** How a server's queue stands, for people. */
export interface ServerStatus {
  readonly server: string
  /** Why nothing is applied now, if that is so. */
  readonly hold: Delay | undefined
  /** How many requests are approved and not applied yet, those being applied among them. */
  readonly waiting: number
  /** Names of the hosts that were changed by hand since they were applied. */
  readonly drifted: readonly string[]
}

export interface StatusDeps {
  readonly requests: Pick<RequestStore, 'withStatus'>
  readonly queues: Pick<QueueStore, 'find'>
  readonly drifts: Pick<DriftStore, 'open'>
  readonly clock: Clock
}

/** Looks into the store alone: it is told at once, whether the server answers or not. */
export async function serverStatus(
  { name, schedule }: { readonly name: string; readonly schedule: Schedule },
  { requests, queues, drifts, clock }: StatusDeps,
): Promise<ServerStatus> {
  const [queue, waiting, open] = await Promise.all([
    queues.find(name),
    requests.withStatus(name, ['approved', 'applying']),
    drifts.open(name),
  ])
  const hold = holdOf(queue, schedule, clock())
  return { server: name, hold, waiting: waiting.length, drifted: open.filter(isOpen).flatMap(standing) }
}

function standing({ hosts }: Drift): readonly string[] {
  return hosts.filter(({ end }) => end === undefined).map(({ name }) => name)
}
