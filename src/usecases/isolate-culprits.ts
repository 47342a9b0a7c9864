import { PlanRefused } from '../request/plan.ts'
import type { Request } from '../request/request.ts'
import type { AppliedServer, ApplyDeps, RefusedBatch } from './apply-requests.ts'
import { carryOutAll, type Order } from './carry-out.ts'
import { findCulprits } from './find-culprits.ts'
import { createMemberPlanner, readMembers } from './members.ts'
import { release, type Settled, speaksOfContent } from './settle-transaction.ts'

/** What to do after a search; `together` is how many requests the server takes at once, where that came out. */
export interface Isolated {
  readonly settled: Extract<Settled, 'again' | 'later'>
  readonly together: number | undefined
}

/**
 * A batch was refused as a whole: finds whose requests are refused, by tests alone, so that dhcpd is not restarted
 * meanwhile (SAFETY C8). Those end as refused with dhcpd's sentence; the others are approved again, to be applied
 * together. All of them are recorded as being applied until then, so that a bot that is killed begins the search again.
 * Rejects with ServerUnreachable.
 */
export async function isolateCulprits(
  { transaction, requests }: RefusedBatch,
  server: AppliedServer,
  deps: ApplyDeps,
): Promise<Isolated> {
  const planner = createMemberPlanner(await readMembers(server), server.place)

  async function refusalOf(some: readonly Request[]): Promise<string | undefined> {
    const answer = await server.remote.test(planner.transaction(deps.newTransactionId(), some))
    if (answer.kind === 'passed') return undefined
    if (answer.kind === 'refused' && speaksOfContent(answer.reason)) return answer.detail
    throw new CannotTell(answer.kind === 'busy' ? 'later' : 'again')
  }

  try {
    const { culprits, left } = await findCulprits(requests, refusalOf)
    await settleCulprits(transaction, requests, culprits, deps)
    const together = left.length === 0 ? undefined : requests.length - culprits.size - left.length
    return { settled: 'again', together }
  } catch (error) {
    const settled = error instanceof PlanRefused ? 'again' : error instanceof CannotTell && error.settled
    if (!settled) throw error
    await release(
      transaction,
      requests,
      'The configuration was changed meanwhile; it is planned again.',
      deps,
    )
    return { settled, together: undefined }
  }
}

/** The tests speak of something else by now: the file was changed, or another change is under way. */
class CannotTell extends Error {
  readonly settled: Isolated['settled']
  constructor(settled: Isolated['settled']) {
    super(settled)
    this.settled = settled
  }
}

/** All in one transaction of the store: a batch of which one request was left would look as if that were the culprit. */
async function settleCulprits(
  transaction: string,
  requests: readonly Request[],
  culprits: ReadonlyMap<Request, string>,
  deps: ApplyDeps,
): Promise<void> {
  const at = deps.clock()
  const record = { transaction, digest: undefined, steps: {} }
  const orders = requests.map((request): Order => {
    const detail = culprits.get(request)
    if (detail === undefined)
      return { request, command: { type: 'release', at, transaction, reason: RELEASED } }
    return { request, command: { type: 'settle', at, outcome: { kind: 'refused', detail }, record } }
  })
  await carryOutAll(deps.requests, orders)
  deps.deliver()
}

const RELEASED = 'The batch was refused as a whole; this request is not to blame and is planned again.'
