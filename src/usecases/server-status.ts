import { type Drift, isOpen } from '../request/drift.ts'
import { differingHosts } from '../request/members-differ.ts'
import type { Delay } from '../request/request.ts'
import type { Schedule } from '../request/schedule.ts'
import { failoverTrouble } from './failover.ts'
import { holdOf } from './hold-of.ts'
import { membersAtHand, type ReadServer } from './members.ts'
import type { MemberNames } from './pair-progress.ts'
import type { Clock, DriftStore, QueueStore, RequestStore } from './ports.ts'

/** How a server's queue stands, for people. */
export interface ServerStatus {
  readonly server: string
  /** Why nothing is applied now, if that is so. */
  readonly hold: Delay | undefined
  /** How many requests are approved and not applied yet, those being applied among them. */
  readonly waiting: number
  /** Ids of the requests that were applied in an emergency and that nobody has reviewed. */
  readonly unreviewed: readonly number[]
  /** Names of the hosts that were changed by hand since they were applied. */
  readonly drifted: readonly string[]
  /** Of a failover pair, as its members were last read. */
  readonly pair?: PairStatus | undefined
}

export interface PairStatus extends MemberNames {
  /** Names of the hosts that the two do not carry alike. */
  readonly differing: readonly string[]
  /** Why nothing is applied to the pair while that lasts: its failover state is not normal. */
  readonly trouble: string | undefined
}

export interface StatusDeps {
  readonly requests: Pick<RequestStore, 'withStatus' | 'unreviewed'>
  readonly queues: Pick<QueueStore, 'find'>
  readonly drifts: Pick<DriftStore, 'open'>
  readonly clock: Clock
}

/** Looks at what is at hand alone: it is told at once, whether the server answers or not. */
export async function serverStatus(
  server: ReadServer & { readonly name: string; readonly schedule: Schedule },
  { requests, queues, drifts, clock }: StatusDeps,
): Promise<ServerStatus> {
  const { name, schedule } = server
  const [queue, waiting, unreviewed, open] = await Promise.all([
    queues.find(name),
    requests.withStatus(name, ['approved', 'applying']),
    requests.unreviewed(name),
    drifts.open(name),
  ])
  const hold = holdOf(queue, schedule, clock())
  const drifted = open.filter(isOpen).flatMap(standing)
  return {
    server: name,
    hold,
    waiting: waiting.length,
    unreviewed: unreviewed.map(({ id }) => id),
    drifted,
    pair: pairStatus(server),
  }
}

function pairStatus(server: ReadServer): PairStatus | undefined {
  const members = membersAtHand(server)
  if (!members?.partner) return undefined
  const { inventory, partner } = members
  return {
    first: partner.first,
    second: partner.second,
    differing: differingHosts(inventory, partner.inventory),
    trouble: failoverTrouble(inventory.configuration, partner.inventory.configuration, partner),
  }
}

function standing({ hosts }: Drift): readonly string[] {
  return hosts.filter(({ end }) => end === undefined).map(({ name }) => name)
}
