import { approvedOf } from '../request/evolve.ts'
import type { Delay, Request, Status } from '../request/request.ts'
import { type AppliedServer, type ApplyDeps, applyRequests, type RefusedBatch } from './apply-requests.ts'
import { carryOutAll } from './carry-out.ts'
import { brakeOf, waitOf } from './hold-of.ts'
import { isolateCulprits } from './isolate-culprits.ts'
import { LeaseLost, ServerUnreachable } from './ports.ts'
import { settleByStatus } from './settle-transaction.ts'
import type { WorkerStores } from './share-work.ts'

/** The most requests of one transaction; a helper with a smaller limit says so by refusing, and is heeded. */
const MOST_IN_A_BATCH = 1_000
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
  | Held
  /** The last restart was a moment ago: what is approved meanwhile joins. */
  | { readonly kind: 'spaced'; readonly milliseconds: number }
  | { readonly kind: 'trouble'; readonly delay: Delay }

/** These may not be applied now; `milliseconds` is when that ends by itself. */
interface Held {
  readonly kind: 'held'
  readonly holds: (request: Request) => boolean
  readonly delay: Delay
  readonly milliseconds: number | undefined
}

/** What a worker remembers from one run to the next. */
interface Memory {
  /** Runs in a row that met trouble. */
  tries: number
  /** How many requests the server takes at once, as far as is known; forgotten when nothing is left. */
  batch: number
}

/**
 * The worker of a server. Each run first settles what an earlier one left (the bot was killed, the connection fell),
 * then applies what is approved, unless the queue is held or the server was restarted a moment ago.
 * @returns the run, which may be given the stores that it writes to: it gives milliseconds after which it wants to be run again, or undefined when nothing is left.
 */
export function createWork(
  server: AppliedServer,
  all: ApplyDeps,
): (stores?: WorkerStores) => Promise<number | undefined> {
  const memory: Memory = { tries: 0, batch: MOST_IN_A_BATCH }

  return async (stores) => {
    const deps = { ...all, ...stores }
    const left = await tryOnce(server, memory, deps)
    memory.tries = left.kind === 'trouble' ? memory.tries + 1 : 0
    switch (left.kind) {
      case 'nothing':
        memory.batch = MOST_IN_A_BATCH
        return undefined
      case 'spaced':
        return left.milliseconds
      case 'held':
        await delayAll(['approved'], left.delay, server, deps, left.holds)
        return left.milliseconds
      case 'trouble':
        if (left.delay !== BUSY || memory.tries >= WORTH_A_WORD) {
          await delayAll(['approved', 'applying'], left.delay, server, deps)
        }
        return Math.min(FIRST_PAUSE * 2 ** (memory.tries - 1), LONGEST_PAUSE)
      default:
        return left satisfies never
    }
  }
}

async function tryOnce(server: AppliedServer, memory: Memory, deps: ApplyDeps): Promise<Left> {
  try {
    if ((await settleLeftovers(server, memory, deps)) === 'later') return { kind: 'trouble', delay: BUSY }
    return await applyApproved(server, memory, deps)
  } catch (error) {
    if (error instanceof LeaseLost) throw error
    deps.log.error({ error, server: server.name }, 'the server could not be worked on')
    return { kind: 'trouble', delay: explain(error) }
  }
}

/** Applies a batch of what is approved and not held, the oldest first, unless it has to wait. */
async function applyApproved(server: AppliedServer, memory: Memory, deps: ApplyDeps): Promise<Left> {
  for (let tries = 0; tries < TRIES; tries++) {
    const approved = await deps.requests.withStatus(server.name, ['approved'])
    if (approved.length === 0) return { kind: 'nothing' }
    const held = await heldNow(server, deps)
    const ready = held ? approved.filter((request) => !held.holds(request)) : approved
    if (held && ready.length === 0) return held
    const wait = await spaced(server, deps)
    if (wait) return wait
    const applied = await applyRequests(ready.slice(0, memory.batch), server, deps)
    const settled = typeof applied === 'string' ? applied : await isolate(applied, server, memory, deps)
    if (settled === 'later') return { kind: 'trouble', delay: BUSY }
    if (settled === 'settled') {
      if (ready.length > memory.batch) return { kind: 'spaced', milliseconds: NEXT_BATCH }
      return held ?? { kind: 'nothing' }
    }
  }
  return { kind: 'trouble', delay: EDITED_MEANWHILE }
}

/** Finds what is to blame in a batch that was refused, or how many the server takes at once. */
async function isolate(
  batch: RefusedBatch,
  server: AppliedServer,
  memory: Memory,
  deps: ApplyDeps,
): Promise<'again' | 'later'> {
  const { settled, together } = await isolateCulprits(batch, server, deps)
  memory.batch = together ?? memory.batch
  return settled
}

/** The calendar does not hold an emergency up, but a hand on the brake does: that is there for its sake, too. */
async function heldNow({ name, schedule }: AppliedServer, deps: ApplyDeps): Promise<Held | undefined> {
  const at = deps.clock()
  const brake = brakeOf(await deps.queues.find(name))
  const delay = brake ?? waitOf(name, schedule, at)
  if (!delay) return undefined
  const holds = (request: Request) => brake !== undefined || !isEmergency(request)
  const milliseconds = delay.until === undefined ? undefined : Date.parse(delay.until) - Date.parse(at)
  return { kind: 'held', holds, delay, milliseconds }
}

function isEmergency({ state }: Request): boolean {
  return approvedOf(state).emergency !== undefined
}

/** A clock that was set back does not hold anything up for longer than the floor. */
async function spaced({ name, restartFloor }: AppliedServer, deps: ApplyDeps): Promise<Left | undefined> {
  const restartedAt = await deps.queues.restartedAt(name)
  if (restartedAt === undefined) return undefined
  const passed = Math.max(Date.parse(deps.clock()) - Date.parse(restartedAt), 0)
  return passed < restartFloor ? { kind: 'spaced', milliseconds: restartFloor - passed } : undefined
}

/** Settles the transactions that are recorded as under way, by asking the server (SAFETY C4). */
async function settleLeftovers(
  server: AppliedServer,
  memory: Memory,
  deps: ApplyDeps,
): Promise<'settled' | 'later'> {
  const applying = await deps.requests.withStatus(server.name, ['applying'])
  for (const [transaction, requests] of Map.groupBy(applying, transactionOf)) {
    const settled = await settleByStatus(transaction, requests, server.remote, deps)
    if (settled === 'later') return 'later'
    if (settled === 'split') await isolate({ transaction, requests }, server, memory, deps)
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
  concerned: (request: Request) => boolean = () => true,
): Promise<void> {
  const command = { type: 'delay', at: deps.clock(), delay } as const
  const waiting = (await deps.requests.withStatus(server.name, statuses)).filter(concerned)
  await carryOutAll(
    deps.requests,
    waiting.map((request) => ({ request, command })),
  )
  deps.deliver()
}
