import type { Answer } from '../request/answer.ts'
import { type Ballot, placesIn } from '../request/ballot.ts'
import type { Command } from '../request/decide.ts'
import { approvedOf } from '../request/evolve.ts'
import type { Person } from '../request/person.ts'
import { approvalBy, isAutomatic, type Policy, type ResolvedPolicy, rulesFor } from '../request/policy.ts'
import { casesOf } from '../request/policy-case.ts'
import { dayOf } from '../request/registration.ts'
import type { Approval, Request } from '../request/request.ts'
import { mayUseEmergency } from '../request/review.ts'
import { sameProposal } from '../request/same-proposal.ts'
import type { Schedule } from '../request/schedule.ts'
import { distinct, isOneOf } from '../request/who.ts'
import { carryOutAll, type Order } from './carry-out.ts'
import type { Judgement } from './judge-batch.ts'
import {
  createMemberPlanner,
  expireMembers,
  type MemberPlanner,
  type Members,
  membersAtHand,
  readMembers,
  requireNormal,
} from './members.ts'
import {
  type Clock,
  type DhcpServer,
  type Log,
  type People,
  type QueueStore,
  type RequestStore,
  ServerUnreachable,
  type Transaction,
} from './ports.ts'
import { policyFor } from './resolve-policy.ts'
import { release, type Settled, settleTransaction } from './settle-transaction.ts'
import type { ServerDesk } from './submit-request.ts'

export interface ApplyDeps {
  readonly requests: RequestStore
  readonly queues: QueueStore
  readonly people: People
  readonly policy: Policy
  readonly clock: Clock
  readonly deliver: () => void
  readonly newTransactionId: () => string
  readonly log: Log
}

/** A server with the worker's way to it. */
export interface AppliedServer extends ServerDesk {
  readonly remote: DhcpServer
  /** When changes may be applied. */
  readonly schedule: Schedule
  /** Milliseconds that are left between two restarts, so that the service manager does not refuse one (SAFETY D7). */
  readonly restartFloor: number
}

/** Milliseconds after which what was read before is read again: somebody is likely to have changed something. */
const LONG_KNOWN = 600_000

/** The requests of a transaction that was refused as a whole; they still are recorded as being applied. */
export interface RefusedBatch {
  readonly transaction: string
  readonly requests: readonly Request[]
}

/**
 * Applies approved requests of a server in one transaction, planned on the bytes that it is applied to. Requests that no longer fit
 * end as conflicts; those whose plan is not the approved one are sent back (SAFETY A1, A5, C2).
 * @returns whether the batch is settled, what to try again, or that it was refused as a whole. Rejects with ServerUnreachable, or with an error of our
 * own; the requests then are where the next run finds them.
 */
export async function applyRequests(
  batch: readonly Request[],
  server: AppliedServer,
  deps: ApplyDeps,
): Promise<Exclude<Settled, 'split'> | RefusedBatch> {
  const { planner, judgements } =
    (await judgeAsKnown(batch, server, deps)) ?? (await judgeNow(batch, server, deps))
  const ready = await sortOut(batch, judgements, deps)
  if (ready.length === 0) return 'settled'
  const begun = await begin(ready, planner, deps)
  if (!begun) return 'settled'
  const { transaction, requests } = begun
  const answer = await server.remote
    .apply(transaction)
    .catch(async (error: unknown) => {
      if (error instanceof ServerUnreachable)
        await release(transaction.id, requests, 'Nothing was sent.', deps)
      throw error
    })
    .finally(() => expireMembers(server))
  const settled = await settleTransaction(transaction.id, answer, requests, server.remote, deps)
  return settled === 'split' ? { transaction: transaction.id, requests } : settled
}

interface Judged {
  readonly planner: MemberPlanner
  readonly judgements: ReadonlyMap<Request, Judgement>
}

/**
 * On what was read before, which spares a conversation: where the files are no longer so, the server answers *stale*
 * and they are read (SAFETY C2). Nothing but "goes on as approved" is believed of old facts, and of a pair none, as
 * it is changed by its failover state of this moment.
 */
async function judgeAsKnown(
  batch: readonly Request[],
  server: AppliedServer,
  deps: Pick<ApplyDeps, 'clock'>,
): Promise<Judged | undefined> {
  const members = server.pair === undefined && server.cache.age() < LONG_KNOWN && membersAtHand(server)
  if (!members) return undefined
  const judged = await judge(batch, members, server, deps)
  const goOn = batch.every((request) => isAsApproved(request, judged.judgements.get(request)))
  return goOn ? judged : undefined
}

function isAsApproved(request: Request, judgement: Judgement | undefined): boolean {
  return judgement?.kind === 'fits' && sameProposal(request.proposal, judgement.proposal)
}

async function judgeNow(
  batch: readonly Request[],
  server: AppliedServer,
  deps: Pick<ApplyDeps, 'clock'>,
): Promise<Judged> {
  const members = await readMembers(server)
  requireNormal(members)
  return judge(batch, members, server, deps)
}

async function judge(
  batch: readonly Request[],
  members: Members,
  { place, names }: AppliedServer,
  { clock }: Pick<ApplyDeps, 'clock'>,
): Promise<Judged> {
  const planner = createMemberPlanner(members, place)
  return { planner, judgements: await planner.judge(batch, { names, today: dayOf(clock()) }) }
}

/** Settles or puts off what cannot be applied, and gives the requests whose approval still holds. */
async function sortOut(
  batch: readonly Request[],
  judgements: ReadonlyMap<Request, Judgement>,
  deps: ApplyDeps,
): Promise<readonly Request[]> {
  const standing = rememberStandings(deps.people)
  const policy = await policyFor(batch, deps.policy, deps.people)
  const orders: Order[] = []
  const ready: Request[] = []
  for (const request of batch) {
    const judgement = judgements.get(request)
    if (!judgement) continue
    const command = await commandFor(request, judgement, { standing, policy }, deps)
    if (command) orders.push({ request, command })
    else ready.push(request)
  }
  await carryOutAll(deps.requests, orders)
  deps.deliver()
  return ready
}

/** What is to be done about a request instead of applying it; undefined when it is to be applied. */
async function commandFor(
  request: Request,
  judgement: Judgement,
  told: Told,
  { clock }: ApplyDeps,
): Promise<Command | undefined> {
  const at = clock()
  if (judgement.kind === 'conflict') {
    const outcome = { kind: 'conflict', findings: judgement.findings } as const
    return { type: 'settle', at, outcome, record: { transaction: undefined, digest: undefined, steps: {} } }
  }
  const { proposal } = judgement
  if (!sameProposal(request.proposal, proposal)) return { type: 'send-back', at, reason: CHANGED, proposal }
  switch (await isStillApproved(request, told)) {
    case 'yes':
      return undefined
    case 'no':
      return { type: 'send-back', at, reason: INELIGIBLE, proposal }
    case 'unknown':
      return { type: 'delay', at, delay: SLACK_SILENT }
  }
}

/** What Slack told for the whole batch. */
interface Told {
  readonly standing: People['standing']
  readonly policy: ResolvedPolicy
}

/** Whether the policy would approve it now, by those who approved it, by itself, or in an emergency (SAFETY A5, A8). */
async function isStillApproved(request: Request, { standing, policy }: Told): Promise<Answer> {
  const { approvals, automatic, emergency } = approvedOf(request.state)
  if (emergency) return isStillForEmergencies(emergency.by, { standing, policy })
  const people = distinct(automatic ? askersOf(request) : approvals.flatMap(placesIn))
  const standings = await Promise.all(people.map(standing))
  const rules = rulesFor(policy, casesOf(request))
  if (standings.includes('unknown') || rules === 'unknown') return 'unknown'
  const members = people.filter((_, index) => standings[index] === 'member')
  if (!automatic) return approvalBy(rules, approvals.flatMap(ballotAmong(members)), policy.membership)
  return members.length === people.length && isAutomatic(rules, request.proposal) ? 'yes' : 'no'
}

/** The people who asked: nobody where an end has come. */
function askersOf({ requester, ended }: Request): readonly Person[] {
  return ended ? [] : [requester]
}

/** What of an approval counts still: that of a member, for members. That it was given for somebody is on the record. */
function ballotAmong(members: readonly Person[]): (approval: Approval) => readonly Ballot[] {
  return ({ by, for: away = [] }) =>
    isOneOf(members, by) ? [{ by, for: away.filter((person) => isOneOf(members, person)) }] : []
}

async function isStillForEmergencies(person: Person, { standing, policy }: Told): Promise<Answer> {
  if (!mayUseEmergency(policy, person)) return 'no'
  const stands = await standing(person)
  return stands === 'unknown' ? 'unknown' : stands === 'member' ? 'yes' : 'no'
}

const CHANGED =
  'The configuration was changed since this was approved, and what would be written is no longer the same.'

const INELIGIBLE = 'What approved it does so no longer: an approver may not, or the policy was changed.'

const SLACK_SILENT = {
  reason: 'Slack did not say whether those who approved still may.',
  advice: 'Nothing to do: it is tried again every minute.',
}

/** Asks once for each person, also when Slack does not answer: a batch has many requests and few approvers. */
function rememberStandings(people: People): People['standing'] {
  const answers = new Map<string, ReturnType<People['standing']>>()
  return (person: Person) => {
    const key = JSON.stringify([person.team, person.user])
    const answer = answers.get(key) ?? people.standing(person)
    answers.set(key, answer)
    return answer
  }
}

/**
 * Plans the batch and stores the intent before the server is asked for anything (SAFETY C6). Planning comes first: a
 * plan that cannot be made must not leave requests that look as if they were being applied.
 */
async function begin(
  batch: readonly Request[],
  planner: MemberPlanner,
  deps: ApplyDeps,
): Promise<{ transaction: Transaction; requests: readonly Request[] } | undefined> {
  const id = deps.newTransactionId()
  const { base } = planner.transaction(id, batch)
  const command: Command = { type: 'begin-apply', at: deps.clock(), transaction: id, base: base.digest }
  const requests = await carryOutAll(
    deps.requests,
    batch.map((request) => ({ request, command })),
  )
  if (requests.length === 0) return undefined
  deps.deliver()
  return { transaction: planner.transaction(id, requests), requests }
}
