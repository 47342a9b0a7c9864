import type { Request } from '../request/request.ts'
import { type AppliedServer, type ApplyDeps, applyRequests } from './apply-requests.ts'
import { carryOut } from './carry-out.ts'
import { ServerUnreachable } from './ports.ts'
import { type Settled, settleByStatus } from './settle-transaction.ts'

/** A batch that is stale this often is put off: someone is editing the file right now. */
const TRIES = 5
/** Milliseconds after which a busy server is asked again. */
const BUSY_PAUSE = 3_000
/** Milliseconds after which a server that could not be reached is tried again. */
const UNREACHABLE_PAUSE = 15_000

const EDITED_MEANWHILE = {
  reason: 'The configuration keeps changing while this is applied.',
  advice: 'Save and close the file on the server; it is tried again by itself.',
}

/**
 * One run of a server's worker: first what an earlier run left unsettled (the bot was killed, the connection fell),
 * then all that is approved.
 * @returns milliseconds after which it wants to run again, or undefined when nothing is left to do.
 */
export async function workOnServer(server: AppliedServer, deps: ApplyDeps): Promise<number | undefined> {
  try {
    if ((await settleLeftovers(server, deps)) === 'later') return BUSY_PAUSE
    for (let tries = 0; tries < TRIES; tries++) {
      const settled = await applyRequests(server, deps)
      if (settled === 'later') return BUSY_PAUSE
      if (settled === 'settled') {
        server.cache.refresh().catch((error) => deps.log.warn({ error }, 'reading the server failed'))
        return undefined
      }
    }
    await delayApproved(server, EDITED_MEANWHILE, deps)
    return UNREACHABLE_PAUSE
  } catch (error) {
    await delayApproved(server, explain(error), deps)
    deps.log.error({ error, server: server.name }, 'the server could not be worked on')
    return UNREACHABLE_PAUSE
  }
}

/** Settles the transactions that are recorded as under way, by asking the server (SAFETY C4). */
async function settleLeftovers(server: AppliedServer, deps: ApplyDeps): Promise<Settled> {
  const applying = await deps.requests.withStatus(server.name, ['applying'])
  for (const [transaction, requests] of Map.groupBy(applying, transactionOf)) {
    if ((await settleByStatus(transaction, requests, server.remote, deps)) === 'later') return 'later'
  }
  return 'settled'
}

function transactionOf(request: Request): string {
  if (request.state.status !== 'applying') throw new Error(`request ${request.id} is not being applied`)
  return request.state.transaction
}

/** What people are told while they wait; only an error made to be shown is shown. */
function explain(error: unknown): { reason: string; advice: string } {
  if (error instanceof ServerUnreachable) return { reason: error.message, advice: error.advice }
  return {
    reason: 'Leasehold met an error of its own.',
    advice: 'Ask whoever runs Leasehold to look into its log; it is tried again by itself.',
  }
}

async function delayApproved(
  server: AppliedServer,
  delay: { reason: string; advice: string },
  deps: ApplyDeps,
): Promise<void> {
  for (const request of await deps.requests.withStatus(server.name, ['approved'])) {
    await carryOut(deps.requests, request.id, { type: 'delay', at: deps.clock(), delay })
  }
  deps.deliver()
}
