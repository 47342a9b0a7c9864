import type { Delay, Request, Status } from '../request/request.ts'
import { type AppliedServer, type ApplyDeps, applyRequests, MOST_IN_A_BATCH } from './apply-requests.ts'
import { carryOutAll } from './carry-out.ts'
import { holdOf } from './hold-of.ts'
import { isolateCulprits } from './isolate-culprits.ts'
import { ServerUnreachable } from './ports.ts'
import { type Settled, settleByStatus } from './settle-transaction.ts'

/** A batch that is stale this often is put off: someone is editing the file right now. */
const TRIES = 5
/** Milliseconds after which what could not be done is tried again; doubled each time, up to the longest pause. */
const FIRST_PAUSE = 2_000
const LONGEST_PAUSE = 60_000
/** Milliseconds after which the rest is applied of what is more than a batch. */
const NEXT_BATCH = 1_000
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

/** What a run leaves to be done, and why. */
type Left =
  | { readonly kind: 'nothing' }
  /** Nothing may be applied now; `milliseconds` is when that ends by itself. */
  | { readonly kind: 'held'; readonly delay: Delay; readonly milliseconds: number | undefined }
  /** The last restart was a moment ago: what is approved meanwhile joins. */
  | { readonly kind: 'spaced'; readonly milliseconds: number }
  | { readonly kind: 'trouble'; readonly delay: Delay }

/**
 * The worker of a server. Each run first settles what an earlier one left (the bot was killed, the connection fell),
 * then applies what is approved, unless the queue is held or the server was restarted a moment ago.
 * @returns the run: it gives milliseconds after which it wants to be run again, or undefined when nothing is left.
 */
export function createWork(server: AppliedServer, deps: ApplyDeps): () => Promise<number | undefined> {
  let tries = 0

  return async () => {
    const left = await tryOnce(server, deps)
    tries = left.kind === 'trouble' ? tries + 1 : 0
    switch (left.kind) {
      case 'nothing':
        return undefined
      case 'spaced':
        return left.milliseconds
      case 'held':
        await delayAll(['approved'], left.delay, server, deps)
        return left.milliseconds
      case 'trouble':
        if (left.delay !== BUSY || tries >= WORTH_A_WORD) {
          await delayAll(['approved', 'applying'], left.delay, server, deps)
        }
        return Math.min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)
      default:
        return left satisfies never
    }
  }
}

async function tryOnce(server: AppliedServer, deps: ApplyDeps): Promise<Left> {
  try {
    if ((await settleLeftovers(server, deps)) === 'later') return { kind: 'trouble', delay: BUSY }
    return await applyApproved(server, deps)
  } catch (error) {
    deps.log.error({ error, server: server.name }, 'the server could not be worked on')
    return { kind: 'trouble', delay: explain(error) }
  }
}

/** Applies a batch of what is approved, unless it has to wait. */
async function applyApproved(server: AppliedServer, deps: ApplyDeps): Promise<Left> {
  let tries = 0
  for (;;) {
    const approved = await deps.requests.withStatus(server.name, ['approved'])
    if (approved.length === 0) return { kind: 'nothing' }
    const wait = (await held(server, deps)) ?? (await spaced(server, deps))
    if (wait) return wait
    const settled = await applyRequests(approved, server, deps)
    if (settled === 'later') return { kind: 'trouble', delay: BUSY }
    if (settled === 'settled') {
      const isAll = approved.length <= MOST_IN_A_BATCH
      return isAll ? { kind: 'nothing' } : { kind: 'spaced', milliseconds: NEXT_BATCH }
    }
    if (++tries === TRIES) return { kind: 'trouble', delay: EDITED_MEANWHILE }
  }
}

async function held({ name, schedule }: AppliedServer, deps: ApplyDeps): Promise<Left | undefined> {
  const at = deps.clock()
  const delay = holdOf(await deps.queues.find(name), schedule, at)
  if (!delay) return undefined
  const milliseconds = delay.until === undefined ? undefined : Date.parse(delay.until) - Date.parse(at)
  return { kind: 'held', delay, milliseconds }
}

/** A clock that was set back does not hold anything up for longer than the floor. */
async function spaced({ name, restartFloor }: AppliedServer, deps: ApplyDeps): Promise<Left | undefined> {
  const restartedAt = await deps.queues.restartedAt(name)
  if (restartedAt === undefined) return undefined
  const passed = Math.max(Date.parse(deps.clock()) - Date.parse(restartedAt), 0)
  return passed < restartFloor ? { kind: 'spaced', milliseconds: restartFloor - passed } : undefined
}

/** Settles the transactions that are recorded as under way, by asking the server (SAFETY C4). */
async function settleLeftovers(server: AppliedServer, deps: ApplyDeps): Promise<Settled> {
  const applying = await deps.requests.withStatus(server.name, ['applying'])
  for (const [transaction, requests] of Map.groupBy(applying, transactionOf)) {
    const settled = await settleByStatus(transaction, requests, server.remote, deps)
    if (settled === 'later') return 'later'
    if (settled === 'split') await isolateCulprits(transaction, requests, server, deps)
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

async function delayAll(
  statuses: readonly Status[],
  delay: Delay,
  server: AppliedServer,
  deps: ApplyDeps,
): Promise<void> {
  const command = { type: 'delay', at: deps.clock(), delay } as const
  const waiting = await deps.requests.withStatus(server.name, statuses)
  await carryOutAll(
    deps.requests,
    waiting.map((request) => ({ request, command })),
  )
  deps.deliver()
}
