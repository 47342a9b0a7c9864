import type { Policy } from '../request/policy.ts'
import { carryOutAll } from './carry-out.ts'
import type { Clock, People, RequestStore } from './ports.ts'
import { policyFor } from './resolve-policy.ts'

export interface ExpiryDeps {
  readonly requests: RequestStore
  readonly people: Pick<People, 'membersOf'>
  readonly policy: Policy
  readonly clock: Clock
  readonly deliver: () => void
}

/** Ends the requests of these servers whose time is over, by the store's clock (SAFETY A6). */
export async function expireRequests(servers: readonly string[], deps: ExpiryDeps): Promise<void> {
  const { requests, people, clock, deliver } = deps
  for (const server of servers) {
    const waiting = await requests.withStatus(server, ['pending', 'approved'])
    const policy = await policyFor(waiting, deps.policy, people)
    const command = { type: 'expire', at: clock(), policy } as const
    const expired = await carryOutAll(
      requests,
      waiting.map((request) => ({ request, command })),
    )
    if (expired.length > 0) deliver()
  }
}
