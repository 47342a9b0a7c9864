import type { ResolvedPolicy } from '../request/policy.ts'
import type { Request } from '../request/request.ts'
import { carryOut } from './carry-out.ts'
import type { WaitingDeps } from './command-waiting.ts'
import type { People } from './ports.ts'
import { policyFor } from './resolve-policy.ts'

export interface AutomaticDeps extends WaitingDeps {
  readonly people: People
  /** Wakes the worker of a server. */
  readonly ring: (server: string) => void
}

/**
 * Approves a request where every rule that matches allows it by itself, by the same decision that a click goes through.
 * @returns the request as it is after it
 */
export async function approveIfAutomatic(
  request: Request,
  policy: ResolvedPolicy,
  { requests, clock, ring }: Pick<AutomaticDeps, 'requests' | 'clock' | 'ring'>,
): Promise<Request> {
  const command = { type: 'approve-automatically', at: clock(), policy } as const
  const result = await carryOut(requests, request.id, command)
  if ('refusal' in result) return request
  ring(request.server)
  return result.request
}

/**
 * Does so for the requests of these servers that wait: those that were sent back, and those of which the bot was killed
 * before it came to it. Who asked must still be a member.
 */
export async function approveAutomatically(servers: readonly string[], deps: AutomaticDeps): Promise<void> {
  if (!deps.policy.rules.some(({ automatic }) => automatic)) return
  for (const server of servers) {
    const waiting = await deps.requests.withStatus(server, ['pending'])
    const policy = await policyFor(waiting, deps.policy, deps.people)
    for (const request of waiting) {
      // Where an end has come, nobody asked.
      if (!request.ended && (await deps.people.standing(request.requester)) !== 'member') continue
      const { state } = await approveIfAutomatic(request, policy, deps)
      if (state.status !== 'pending') deps.deliver()
    }
  }
}
