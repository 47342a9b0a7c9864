import { differingHosts } from '../request/members-differ.ts'
import type { AppliedServer } from './apply-requests.ts'
import { readMembers } from './members.ts'
import type { Clock, Log, PairStore, RequestStore } from './ports.ts'

export interface MembersDeps {
  readonly requests: Pick<RequestStore, 'withStatus'>
  readonly pairs: Pick<PairStore, 'noteDifference'>
  readonly clock: Clock
  readonly deliver: () => void
  readonly log: Log
}

/**
 * Holds the members of a failover pair against one another: hosts that they do not carry alike are told of, and never
 * made alike by the bot. Nothing of a server that has one member. Rejects with ServerUnreachable.
 */
export async function lookAtMembers(server: AppliedServer, deps: MembersDeps): Promise<void> {
  // In the middle of a change they differ, and are not left so.
  if (!server.pair || (await deps.requests.withStatus(server.name, ['applying'])).length > 0) return
  const { inventory, partner } = await readMembers(server)
  // Somebody is at work on one: what cannot be read would look as if it were gone.
  if (!partner || inventory.problems.length + partner.inventory.problems.length > 0) return
  const { first, second } = partner
  const hosts = differingHosts(inventory, partner.inventory)
  if (!(await deps.pairs.noteDifference(server.name, { first, second, hosts }, deps.clock()))) return
  deps.log.warn({ server: server.name, hosts }, 'the members of a pair differ in other hosts than before')
  deps.deliver()
}
