import { createInventoryCache } from '../../src/usecases/inventory-cache.ts'
import { createPair } from '../../src/usecases/pair.ts'
import type { PairDeps } from '../../src/usecases/pair-steps.ts'
import { type ApplyAnswer, type DhcpServer, ServerUnreachable } from '../../src/usecases/ports.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { type FakeServer, fakeServer } from './fake-server.ts'
import { type Life, mortal } from './mortal.ts'
import { CONFIG, startStoryOn } from './story.ts'

export const NAMES = { first: 'dhcp1', second: 'dhcp2' } as const

/** What may become of the next transaction of a member. */
export type Fault =
  | 'refused'
  | 'rolled-back'
  | 'needs-operator'
  /** Somebody edits the file just before. */
  | 'stale'
  | 'busy'
  /** Nothing can be sent. */
  | 'unreachable'
  /** The connection drops before the helper has the request, or after it did what was asked. */
  | 'lost-request'
  | 'lost-answer'

/** A failover state as dhcpd writes it. */
export function failoverState(mine: string, partner = 'normal', peer = 'campus'): string {
  return `failover peer "${peer}" state {
  my state ${mine} at 1 2026/11/23 04:30:24;
  partner state ${partner} at 1 2026/11/23 04:30:24;
}
`
}

/** A member in memory of which every next transaction can be made to go wrong. */
export interface FakeMember extends FakeServer {
  /** Of the next transactions, in order; undefined for one that goes well. */
  readonly faults: (Fault | undefined)[]
}

function fakeMember(content: string, name: string): FakeMember {
  const server = fakeServer(content, name)
  const faults: (Fault | undefined)[] = []
  server.leases(failoverState('normal'))
  const member: FakeMember = { ...server, faults }
  const outcome = (id: string, answer: ApplyAnswer) => {
    server.record(id, answer)
    return answer
  }

  member.apply = async (transaction) => {
    const { id } = transaction
    const fault = faults.shift()
    switch (fault) {
      case undefined:
        return server.apply(transaction)
      case 'refused':
        return outcome(id, { kind: 'refused', reason: 'environment', detail: 'the disk is full' })
      case 'rolled-back':
        return outcome(id, { kind: 'rolled-back', detail: 'dhcpd did not stay' })
      case 'needs-operator':
        return outcome(id, { kind: 'needs-operator', detail: 'dhcpd is down' })
      case 'stale':
        server.edit(`${server.content()}# by hand\n`)
        return server.apply(transaction)
      case 'busy':
        return { kind: 'busy' }
      case 'unreachable':
        throw new ServerUnreachable(`${name} cannot be reached.`, 'Look at its network.')
      case 'lost-request':
        return { kind: 'unknown', detail: 'cut' }
      case 'lost-answer':
        await server.apply(transaction)
        return { kind: 'unknown', detail: 'cut' }
      default:
        return fault satisfies never
    }
  }
  return member
}

/** A story whose server is a failover pair. */
export async function startPairStory(first = CONFIG, second = first) {
  const members = { first: fakeMember(first, NAMES.first), second: fakeMember(second, NAMES.second) }
  const waits = { milliseconds: 0, on: () => {} }
  const wait = async (milliseconds: number) => {
    waits.milliseconds += milliseconds
    waits.on()
  }
  const story = await startStoryOn((store) => connectPair(members, { pairs: store.pairs, wait }))

  /** A bot that was started anew, on the same store and members, through which every call of it goes. */
  function bot(through: <T extends object>(part: T) => T) {
    const { requests, queues, pairs } = story.store
    const reached = { first: through(members.first), second: through(members.second) }
    return {
      server: { ...story.server, ...connectPair(reached, { pairs: through(pairs), wait }) },
      deps: { ...story.deps, requests: through(requests), queues: through(queues) },
    }
  }

  return { ...story, ...members, waits, bot }
}

export type PairStory = Awaited<ReturnType<typeof startPairStory>>

/**
 * Lets a bot, which remembers nothing of earlier ones, run until it has nothing left to do or is killed; before each of
 * its runs the pair has become normal.
 */
export async function live(story: PairStory, life: Life): Promise<void> {
  const { server, deps } = story.bot((part) => mortal(part, life))
  const run = createWork(server, deps)
  for (let runs = 0; runs < 30 && life.calls > 0; runs++) {
    story.second.leases(failoverState('normal'))
    if ((await run().catch(() => 0)) === undefined) return
  }
}

function connectPair({ first, second }: { first: DhcpServer; second: DhcpServer }, deps: PairDeps) {
  const now = () => performance.now()
  const named = [
    { name: NAMES.first, remote: first },
    { name: NAMES.second, remote: second },
  ] as const
  return {
    remote: createPair('campus', named, deps),
    cache: createInventoryCache(first, now),
    pair: { ...NAMES, cache: createInventoryCache(second, now) },
  }
}
