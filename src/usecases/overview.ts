import type { Subnet } from '../inventory/model.ts'
import { type SubnetUse, useOfSubnets } from '../inventory/use.ts'
import { decide, isRefusal } from '../request/decide.ts'
import { after } from '../request/instant.ts'
import { type Person, samePerson } from '../request/person.ts'
import type { Policy, ResolvedPolicy } from '../request/policy.ts'
import { OPEN, type Request } from '../request/request.ts'
import type { CardStore, Clock, MessageAddress, People, RequestStore } from './ports.ts'
import { policyFor } from './resolve-policy.ts'
import { type ServerStatus, type StatusDeps, serverStatus } from './server-status.ts'

/** What concerns a person, and how the servers stand, from what is at hand. */
export interface Overview {
  readonly at: string
  /** What this person can approve, the oldest first: the first of it. */
  readonly waiting: readonly WaitingRequest[]
  /** How much more of that there is. */
  readonly moreWaiting: number
  /** How many requests there are of which Slack did not say who approves them. */
  readonly unsure: number
  /** What this person asked for and is not over, the newest first. */
  readonly open: readonly Request[]
  /** The last of what they asked for and is over. */
  readonly ended: readonly Request[]
  readonly servers: readonly ServerOverview[]
}

export interface WaitingRequest {
  readonly request: Request
  /** Where its card stands, once it was posted. */
  readonly card: MessageAddress | undefined
}

export interface ServerOverview {
  readonly status: ServerStatus
  /** What was last read of it, if it was read since the start. */
  readonly read: ServerRead | undefined
}

export interface ServerRead {
  /** Undefined where it was changed since, or could not be read once more. */
  readonly at: string | undefined
  readonly subnets: ReadonlyMap<Subnet, SubnetUse>
}

export interface OverviewDeps extends StatusDeps {
  readonly requests: Pick<RequestStore, 'withStatus' | 'unreviewed' | 'askedBy'>
  readonly cards: Pick<CardStore, 'ofRequest'>
  readonly people: Pick<People, 'membersOf' | 'delegations'>
  readonly policy: Policy
  readonly clock: Clock
}

/** So many requests that wait are shown with their cards. */
const MOST_WAITING = 20
const MOST_ENDED = 5

/** No server is asked anything, so it is told at once. */
export async function overviewFor(
  person: Person,
  servers: readonly Parameters<typeof serverStatus>[0][],
  deps: OverviewDeps,
): Promise<Overview> {
  const { requests } = deps
  const at = deps.clock()
  const [open, overviews] = await Promise.all([
    Promise.all(servers.map(({ name }) => requests.withStatus(name, OPEN))),
    Promise.all(servers.map((server) => serverOverview(server, at, deps))),
  ])
  const isOwn = ({ requester }: Request) => samePerson(requester, person)
  const all = open.flat().toSorted((a, b) => a.id - b.id)
  const own = all.filter(isOwn).toReversed()
  // Among so many of the newest are the last that have ended, however many are open.
  const newest = await requests.askedBy(person, own.length + MOST_ENDED)
  const pending = all.filter((request) => request.state.status === 'pending' && !isOwn(request))
  const policy = await policyFor(pending, deps.policy, deps.people)
  const says = Map.groupBy(pending, (request) => mayApprove(request, person, at, policy))
  const waiting = says.get('yes') ?? []
  return {
    at,
    waiting: await Promise.all(waiting.slice(0, MOST_WAITING).map((request) => withCard(request, deps))),
    moreWaiting: Math.max(0, waiting.length - MOST_WAITING),
    unsure: says.get('unknown')?.length ?? 0,
    open: own,
    ended: newest.filter(({ state }) => !OPEN.includes(state.status)).slice(0, MOST_ENDED),
    servers: overviews,
  }
}

/** Whether a click on Approve would count now. */
function mayApprove(
  request: Request,
  by: Person,
  at: string,
  policy: ResolvedPolicy,
): 'yes' | 'no' | 'unknown' {
  const decision = decide({ type: 'approve', by, at, revision: request.revision, policy }, request)
  if (!isRefusal(decision)) return 'yes'
  return decision.refusal === 'membership-unknown' ? 'unknown' : 'no'
}

async function withCard(request: Request, { cards }: Pick<OverviewDeps, 'cards'>): Promise<WaitingRequest> {
  const all = await cards.ofRequest(request.id)
  return { request, card: all.find(({ revision }) => revision === request.revision)?.message }
}

async function serverOverview(
  server: Parameters<typeof serverStatus>[0],
  at: string,
  deps: StatusDeps,
): Promise<ServerOverview> {
  const { cache } = server
  const inventory = cache.current()
  const age = cache.age()
  return {
    status: await serverStatus(server, deps),
    read: inventory && {
      at: Number.isFinite(age) ? after(at, -age) : undefined,
      subnets: useOfSubnets(inventory),
    },
  }
}
