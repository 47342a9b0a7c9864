import type { Policy } from '../request/policy.ts'
import type { Status } from '../request/request.ts'
import { carryOutAll } from './carry-out.ts'
import type { Circles, Clock, RequestStore } from './ports.ts'
import { policyFor } from './resolve-policy.ts'

export interface WaitingDeps {
  readonly requests: RequestStore
  readonly people: Circles
  readonly policy: Policy
  readonly clock: Clock
  readonly deliver: () => void
}

/** Tries a command on every request of these servers that is in one of these states: `decide` says which are due. */
export async function commandWaiting(
  type: 'expire' | 'remind' | 'remind-people',
  statuses: readonly Status[],
  servers: readonly string[],
  { requests, people, policy, clock, deliver }: WaitingDeps,
): Promise<void> {
  for (const server of servers) {
    const waiting = await requests.withStatus(server, statuses)
    const command = { type, at: clock(), policy: await policyFor(waiting, policy, people) } as const
    const taken = await carryOutAll(
      requests,
      waiting.map((request) => ({ request, command })),
    )
    if (taken.length > 0) deliver()
  }
}
