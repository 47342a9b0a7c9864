import type { Reservation } from '../inventory/check-add.ts'
import { hasErrors } from '../inventory/finding.ts'
import type { Inventory } from '../inventory/model.ts'
import { approvalsOf } from '../request/evolve.ts'
import { planAdds } from '../request/plan-add.ts'
import { isApprovedBy, type Policy } from '../request/policy.ts'
import { inputOf, propose, stanzasOf } from '../request/propose.ts'
import type { Proposal, Request } from '../request/request.ts'
import { sameProposal } from '../request/same-proposal.ts'
import { carryOut } from './carry-out.ts'
import {
  type Clock,
  type DhcpServer,
  type Log,
  type People,
  type RequestStore,
  ServerUnreachable,
  type Transaction,
} from './ports.ts'
import { release, type Settled, settleTransaction } from './settle-transaction.ts'
import { reservations, type ServerDesk } from './submit-request.ts'

export interface ApplyDeps {
  readonly requests: RequestStore
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
}

/**
 * Applies every approved request of a server in one transaction, planned on the bytes just read. Requests that no
 * longer fit end as conflicts; those whose plan is not the approved one are sent back (SAFETY A1, A5, C2).
 * @returns whether everything is settled, or what to try again. Rejects with ServerUnreachable, or with an error of our
 * own; the requests then are where the next run finds them.
 */
export async function applyRequests(server: AppliedServer, deps: ApplyDeps): Promise<Settled> {
  const approved = await deps.requests.withStatus(server.name, ['approved'])
  if (approved.length === 0) return 'settled'
  const inventory = await readNow(server)
  const ready = await sortOut(approved, inventory, server, deps)
  return applyBatch(ready, inventory, server, deps)
}

/** The server as it is now: a read that began before is not waited for, and what forms need next is at hand. */
function readNow({ cache }: AppliedServer): Promise<Inventory> {
  cache.expire()
  return cache.refresh()
}

/** Settles what cannot be applied and gives the requests whose approval still holds on this inventory. */
async function sortOut(
  approved: readonly Request[],
  inventory: Inventory,
  server: AppliedServer,
  deps: ApplyDeps,
): Promise<readonly Request[]> {
  const ready: Request[] = []
  const taken: Reservation[] = []
  for (const request of approved) {
    const context = { inventory, names: server.names, reserved: taken }
    const { findings, proposal } = propose(
      inputOf(request.proposal.change),
      context,
      server.place,
      stanzasOf([request.proposal]),
    )
    const at = deps.clock()
    if (!proposal || hasErrors(findings)) {
      const record = { transaction: undefined, digest: undefined, steps: {} }
      const outcome = { kind: 'conflict', findings } as const
      await carryOut(deps.requests, request.id, { type: 'settle', at, outcome, record })
      continue
    }
    const reason = await reasonToSendBack(request, proposal, deps)
    if (reason === 'wait') {
      await carryOut(deps.requests, request.id, { type: 'delay', at, delay: SLACK_SILENT })
    } else if (reason) {
      await carryOut(deps.requests, request.id, { type: 'send-back', at, reason, proposal })
    } else {
      ready.push(request)
      taken.push(...reservations([request]))
    }
  }
  deps.deliver()
  return ready
}

const SLACK_SILENT = {
  reason: 'Slack did not say whether the approvers are still members of the workspace.',
  advice: 'Nothing to do: it is tried again every minute.',
}

/** Why an approval no longer holds; `wait` when that cannot be told now. */
async function reasonToSendBack(
  request: Request,
  proposal: Proposal,
  deps: ApplyDeps,
): Promise<string | undefined> {
  if (!sameProposal(request.proposal, proposal)) {
    return 'The configuration was changed since this was approved, and what would be written is no longer the same.'
  }
  const approvers = approvalsOf(request.state).map((approval) => approval.by)
  const standings = await Promise.all(approvers.map((person) => deps.people.standing(person)))
  if (standings.includes('unknown')) return 'wait'
  const eligible = approvers.filter((_, index) => standings[index] === 'member')
  return isApprovedBy(deps.policy, eligible) ? undefined : 'An approver may no longer approve.'
}

/** One transaction for the batch. When the test refuses a batch, its halves are tried, down to the culprit (SAFETY C8). */
async function applyBatch(
  batch: readonly Request[],
  inventory: Inventory,
  server: AppliedServer,
  deps: ApplyDeps,
): Promise<Settled> {
  if (batch.length === 0) return 'settled'
  const begun = await begin(batch, inventory, server, deps)
  if (!begun) return 'settled'
  const { transaction, requests } = begun
  const answer = await server.remote.apply(transaction).catch(async (error: unknown) => {
    if (error instanceof ServerUnreachable) await release(transaction.id, requests, 'Nothing was sent.', deps)
    throw error
  })
  server.cache.expire()
  const settled = await settleTransaction(transaction.id, answer, requests, server.remote, deps)
  if (settled !== 'split') return settled
  return applyHalves(requests, server, deps)
}

async function applyHalves(
  requests: readonly Request[],
  server: AppliedServer,
  deps: ApplyDeps,
): Promise<Settled> {
  const middle = Math.ceil(requests.length / 2)
  for (const half of [requests.slice(0, middle), requests.slice(middle)]) {
    const inventory = await readNow(server)
    const settled = await applyBatch(await sortOut(half, inventory, server, deps), inventory, server, deps)
    if (settled !== 'settled') return settled
  }
  return 'settled'
}

/**
 * Plans the batch and stores the intent before the server is asked for anything (SAFETY C6). Planning comes first: a
 * plan that cannot be made must not leave requests that look as if they were being applied.
 */
async function begin(
  batch: readonly Request[],
  inventory: Inventory,
  server: AppliedServer,
  deps: ApplyDeps,
): Promise<{ transaction: Transaction; requests: readonly Request[] } | undefined> {
  const id = deps.newTransactionId()
  const base = inventory.configuration
  const plan = (requests: readonly Request[]) =>
    planAdds(
      requests.map((request) => request.proposal.change),
      inventory,
      server.place,
      stanzasOf(requests.map((request) => request.proposal)),
    )
  const whole = plan(batch)
  const requests: Request[] = []
  for (const request of batch) {
    const command = { type: 'begin-apply', at: deps.clock(), transaction: id, base: base.digest } as const
    const result = await carryOut(deps.requests, request.id, command)
    if ('request' in result) requests.push(result.request)
  }
  if (requests.length === 0) return undefined
  deps.deliver()
  const { edits } = requests.length === batch.length ? whole : plan(requests)
  return { transaction: { id, base, edits }, requests }
}
