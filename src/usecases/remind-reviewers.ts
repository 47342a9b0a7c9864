import { carryOutAll } from './carry-out.ts'
import type { WaitingDeps } from './command-waiting.ts'

/** Reminds of what was done in an emergency on these servers and is not reviewed in time, once a day (SAFETY A8). */
export async function remindReviewers(
  servers: readonly string[],
  { requests, policy, clock, deliver }: Pick<WaitingDeps, 'requests' | 'policy' | 'clock' | 'deliver'>,
): Promise<void> {
  for (const server of servers) {
    const command = { type: 'remind-review', at: clock(), policy } as const
    const open = await requests.unreviewed(server)
    const taken = await carryOutAll(
      requests,
      open.map((request) => ({ request, command })),
    )
    if (taken.length > 0) deliver()
  }
}
