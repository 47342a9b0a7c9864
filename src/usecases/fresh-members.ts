import { type Members, membersWithin, type ReadServer } from './members.ts'
import type { Clock, QueueStore } from './ports.ts'

/** Milliseconds by which the clocks of two processes may differ. */
const SKEW = 1_000

/** Facts this old (milliseconds) are as good as new: whoever decides on them began while they were read. */
const FRESH = 5_000

export interface FreshDeps {
  readonly queues: Pick<QueueStore, 'restartedAt'>
  readonly clock: Clock
}

/**
 * What the members of a server declare now. What was read before its last restart is old, however short a time ago: another
 * process may have changed it, and what it wrote is not open any more.
 * @param patience milliseconds
 * @returns undefined when the server has not answered in that time. Rejects with ServerUnreachable.
 */
export async function freshMembers(
  server: ReadServer & { readonly name: string },
  patience: number,
  { queues, clock }: FreshDeps,
): Promise<Members | undefined> {
  const restartedAt = await queues.restartedAt(server.name)
  const since = restartedAt === undefined ? FRESH : Date.parse(clock()) - Date.parse(restartedAt) - SKEW
  return membersWithin(server, Math.min(FRESH, Math.max(since, 0)), patience)
}
