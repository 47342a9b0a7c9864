import type { Delay, Request } from '../request/request.ts'
import { type AppliedServer, type ApplyDeps, applyRequests } from './apply-requests.ts'
import { carryOut } from './carry-out.ts'
import { ServerUnreachable } from './ports.ts'
import { type Settled, settleByStatus } from './settle-transaction.ts'

/** A batch that is stale this often is put off: someone is editing the file right now. */
const TRIES = 5
/** Milliseconds after which what could not be done is tried again; doubled each time, up to the longest pause. */
const FIRST_PAUSE = 2_000
const LONGEST_PAUSE = 60_000
/** A server that is busy for this many tries in a row is worth a word to those who wait. */
const WORTH_A_WORD = 3

const EDITED_MEANWHILE: Delay = {
  reason: 'The configuration keeps changing while this is applied.',
  advice: 'Save and close the file on the server; it is tried again by itself.',
}

const BUSY: Delay = {
  reason: 'Another change of the server has been under way for a while.',
  advice: 'It is tried again by itself. If it goes on, look for a leasehold-helper on the server that hangs.',
}

/**
 * The worker of a server. Each run first settles what an earlier one left (the bot was killed, the connection fell),
 * then applies all that is approved.
 * @returns the run: it gives milliseconds after which it wants to be run again, or undefined when nothing is left.
 */
export function createWork(server: AppliedServer, deps: ApplyDeps): () => Promise<number | undefined> {
  let tries = 0

  return async () => {
    tries += 1
    const delay = await tryOnce(server, deps)
    if (delay === 'none') {
      tries = 0
      return undefined
    }
    if (delay !== BUSY || tries >= WORTH_A_WORD) await delayOpen(server, delay, deps)
    return Math.min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)
  }
}

/** Why something is left to do; `none` when nothing is. */
async function tryOnce(server: AppliedServer, deps: ApplyDeps): Promise<Delay | 'none'> {
  try {
    const settled = await settleAndApply(server, deps)
    if (settled === 'later') return BUSY
    return settled === 'settled' ? 'none' : EDITED_MEANWHILE
  } catch (error) {
    deps.log.error({ error, server: server.name }, 'the server could not be worked on')
    return explain(error)
  }
}

/** `again` when the file was changed by others each time it was planned on. */
async function settleAndApply(server: AppliedServer, deps: ApplyDeps): Promise<Settled> {
  if ((await settleLeftovers(server, deps)) === 'later') return 'later'
  for (let tries = 0; tries < TRIES; tries++) {
    const settled = await applyRequests(server, deps)
    if (settled !== 'again') return settled
  }
  return 'again'
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
function explain(error: unknown): Delay {
  if (error instanceof ServerUnreachable) return { reason: error.message, advice: error.advice }
  return {
    reason: 'Leasehold met an error of its own.',
    advice: 'Ask whoever runs Leasehold to look into its log; it is tried again by itself.',
  }
}

async function delayOpen(server: AppliedServer, delay: Delay, deps: ApplyDeps): Promise<void> {
  for (const request of await deps.requests.withStatus(server.name, ['approved', 'applying'])) {
    await carryOut(deps.requests, request.id, { type: 'delay', at: deps.clock(), delay })
  }
  deps.deliver()
}
