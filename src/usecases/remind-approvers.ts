import type { Policy } from '../request/policy.ts'
import { carryOutAll } from './carry-out.ts'
import type { Clock, People, RequestStore } from './ports.ts'
import { policyFor } from './resolve-policy.ts'

export interface ReminderDeps {
  readonly requests: RequestStore
  readonly people: Pick<People, 'membersOf'>
  readonly policy: Policy
  readonly clock: Clock
  readonly deliver: () => void
}

/** Reminds, once a request and plan, those who have not approved in time. The reminder is told as every event is. */
export async function remindApprovers(servers: readonly string[], deps: ReminderDeps): Promise<void> {
  if (deps.policy.rules.every(({ remind }) => remind === undefined)) return
  for (const server of servers) {
    const waiting = await deps.requests.withStatus(server, ['pending'])
    const policy = await policyFor(waiting, deps.policy, deps.people)
    const command = { type: 'remind', at: deps.clock(), policy } as const
    const reminded = await carryOutAll(
      deps.requests,
      waiting.map((request) => ({ request, command })),
    )
    if (reminded.length > 0) deps.deliver()
  }
}
