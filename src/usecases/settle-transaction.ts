import type { ApplyRecord } from '../request/events.ts'
import type { Outcome, Request } from '../request/request.ts'
import { carryOutAll } from './carry-out.ts'
import { carryOutOnQueue } from './carry-out-on-queue.ts'
import {
  type ApplyAnswer,
  type Clock,
  type DhcpServer,
  type Log,
  type QueueStore,
  type RefusalReason,
  type RequestStore,
  ServerUnreachable,
} from './ports.ts'

/**
 * `settled`: nothing is left to do. `again`: read and plan again at once. `later`: the server is busy, try in a
 * while. `split`: the batch was refused as a whole, and its requests still are recorded as being applied.
 */
export type Settled = 'settled' | 'again' | 'later' | 'split'

export interface SettleDeps {
  readonly requests: RequestStore
  readonly queues: QueueStore
  readonly clock: Clock
  readonly deliver: () => void
  readonly log: Log
}

/**
 * Records what a transaction came to for each of its requests; an unknown end is settled by asking (SAFETY C3, C5).
 * Rejects with ServerUnreachable when the server could not be asked, or is to be changed later.
 */
export async function settleTransaction(
  transaction: string,
  answer: ApplyAnswer,
  requests: readonly Request[],
  remote: Pick<DhcpServer, 'name' | 'status'>,
  deps: SettleDeps,
): Promise<Settled> {
  deps.log.info({ transaction, answer, requests: requests.map(({ id }) => id) }, 'transaction answered')
  switch (answer.kind) {
    case 'stale':
      await release(
        transaction,
        requests,
        'The configuration was changed meanwhile; it is planned again.',
        deps,
      )
      return 'again'
    case 'busy':
      await release(transaction, requests, 'Another change of the server is under way.', deps)
      return 'later'
    case 'put-off':
      // The first member may have been restarted, and once more to be put back.
      await deps.queues.noteRestart(remote.name, deps.clock())
      await release(transaction, requests, answer.reason, deps)
      throw new ServerUnreachable(answer.reason, answer.advice)
    case 'unknown':
      return settleByStatus(transaction, requests, remote, deps)
    case 'refused':
      if (speaksOfContent(answer.reason) && requests.length > 1) return 'split'
      break
    case 'unchanged':
      break
    case 'applied':
      await deps.queues.noteRestart(remote.name, deps.clock())
      break
    case 'rolled-back':
    case 'needs-operator':
      await deps.queues.noteRestart(remote.name, deps.clock())
      await stopQueue(transaction, answer, remote.name, deps)
      break
    default:
      return answer satisfies never
  }
  await settle(outcomeOf(answer), recordOf(transaction, answer), requests, deps)
  return 'settled'
}

/**
 * A start that failed after the test had passed is rarely one host's fault: nothing more is applied before a person has
 * looked (SAFETY C8). Stored before the outcome, so that a bot that is killed in between comes back to a queue that
 * has stopped.
 */
async function stopQueue(
  transaction: string,
  { kind: outcome, detail }: Extract<ApplyAnswer, { kind: 'rolled-back' | 'needs-operator' }>,
  server: string,
  deps: SettleDeps,
): Promise<void> {
  await carryOutOnQueue(deps.queues, server, { type: 'stop', at: deps.clock(), transaction, outcome, detail })
}

/** Asks the server what became of a transaction whose answer did not arrive. Rejects with ServerUnreachable. */
export async function settleByStatus(
  transaction: string,
  requests: readonly Request[],
  remote: Pick<DhcpServer, 'name' | 'status'>,
  deps: SettleDeps,
): Promise<Settled> {
  const status = await remote.status(transaction)
  switch (status.kind) {
    case 'running':
      return 'later'
    case 'unknown-transaction':
      await release(transaction, requests, 'The server never began; it is planned again.', deps)
      return 'again'
    case 'recorded':
      if (status.answer.kind === 'unknown')
        throw new Error(`the member recorded no outcome for ${transaction}`)
      return settleTransaction(transaction, status.answer, requests, remote, deps)
    default:
      return status satisfies never
  }
}

/** Whether a refusal is that of something in the batch, and not of the server's state. */
export function speaksOfContent(reason: RefusalReason): boolean {
  return reason === 'test-failed' || reason === 'not-permitted'
}

type FinalAnswer = Extract<
  ApplyAnswer,
  { kind: 'applied' | 'unchanged' | 'refused' | 'rolled-back' | 'needs-operator' }
>

function outcomeOf(answer: FinalAnswer): Outcome {
  switch (answer.kind) {
    case 'applied':
      return answer.detail === undefined ? { kind: 'applied' } : { kind: 'applied', detail: answer.detail }
    case 'unchanged':
      return { kind: 'unchanged' }
    case 'refused':
    case 'rolled-back':
    case 'needs-operator':
      return { kind: answer.kind, detail: answer.detail }
  }
}

function recordOf(transaction: string, answer: FinalAnswer): ApplyRecord {
  if (answer.kind !== 'applied') return { transaction, digest: undefined, steps: {} }
  const steps = Object.fromEntries(answer.steps.map(({ step, milliseconds }) => [step, milliseconds]))
  return { transaction, digest: answer.digest, steps }
}

async function settle(
  outcome: Outcome,
  record: ApplyRecord,
  requests: readonly Request[],
  deps: SettleDeps,
): Promise<void> {
  const command = { type: 'settle', at: deps.clock(), outcome, record } as const
  await carryOutAll(
    deps.requests,
    requests.map((request) => ({ request, command })),
  )
  deps.deliver()
}

/** Nothing of the transaction was done: its requests are approved again, but for those that have ended. */
export async function release(
  transaction: string,
  requests: readonly Request[],
  reason: string,
  deps: SettleDeps,
): Promise<void> {
  const command = { type: 'release', at: deps.clock(), transaction, reason } as const
  await carryOutAll(
    deps.requests,
    requests.map((request) => ({ request, command })),
  )
  deps.deliver()
}
