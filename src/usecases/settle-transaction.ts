import type { ApplyRecord } from '../request/events.ts'
import type { Outcome, Request } from '../request/request.ts'
import { carryOut } from './carry-out.ts'
import type { ApplyAnswer, Clock, DhcpServer, Log, RequestStore } from './ports.ts'

/**
 * `settled`: nothing is left to do. `again`: read and plan again at once. `later`: the server is busy, try in a
 * while. `split`: the test refused the batch as a whole, and its requests are approved again.
 */
export type Settled = 'settled' | 'again' | 'later' | 'split'

export interface SettleDeps {
  readonly requests: RequestStore
  readonly clock: Clock
  readonly deliver: () => void
  readonly log: Log
}

/** Records what a transaction came to for each of its requests; an unknown end is settled by asking (SAFETY C3, C5). */
export async function settleTransaction(
  transaction: string,
  answer: ApplyAnswer,
  requests: readonly Request[],
  remote: Pick<DhcpServer, 'status'>,
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
    case 'unknown':
      return settleByStatus(transaction, requests, remote, deps)
    case 'refused':
      if (answer.reason === 'test-failed' && requests.length > 1) {
        await release(transaction, requests, 'dhcpd refused the batch; its parts are tried.', deps)
        return 'split'
      }
      break
    case 'applied':
    case 'unchanged':
    case 'rolled-back':
    case 'needs-operator':
      break
    default:
      return answer satisfies never
  }
  await settle(outcomeOf(answer), recordOf(transaction, answer), requests, deps)
  return 'settled'
}

/** Asks the server what became of a transaction whose answer did not arrive. Rejects with ServerUnreachable. */
export async function settleByStatus(
  transaction: string,
  requests: readonly Request[],
  remote: Pick<DhcpServer, 'status'>,
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

type FinalAnswer = Extract<
  ApplyAnswer,
  { kind: 'applied' | 'unchanged' | 'refused' | 'rolled-back' | 'needs-operator' }
>

function outcomeOf(answer: FinalAnswer): Outcome {
  switch (answer.kind) {
    case 'applied':
    case 'unchanged':
      return { kind: answer.kind }
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
  for (const request of requests) {
    await carryOut(deps.requests, request.id, { type: 'settle', at: deps.clock(), outcome, record })
  }
  deps.deliver()
}

/** Nothing of the transaction was done: its requests are approved again. */
export async function release(
  transaction: string,
  requests: readonly Request[],
  reason: string,
  deps: SettleDeps,
): Promise<void> {
  for (const request of requests) {
    await carryOut(deps.requests, request.id, { type: 'release', at: deps.clock(), transaction, reason })
  }
  deps.deliver()
}
