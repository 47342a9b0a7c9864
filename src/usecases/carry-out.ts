import { type Command, decide, isRefusal, type Refusal } from '../request/decide.ts'
import type { RequestEvent } from '../request/events.ts'
import type { Request } from '../request/request.ts'
import type { RequestStore } from './ports.ts'

/** A command that was taken: the request after it and what happened, in order. */
export interface CarriedOut {
  readonly request: Request
  readonly events: readonly RequestEvent[]
}

/**
 * Loads a request, decides the command and commits the events as one transition (SAFETY A7). When someone else's
 * transition came between, it decides again on what is there now, so each command is taken or refused exactly once.
 * @throws Error when there is no such request: ids come from our own records.
 */
export async function carryOut(
  requests: Pick<RequestStore, 'find' | 'commit'>,
  id: number,
  command: Command,
): Promise<CarriedOut | Refusal> {
  for (;;) {
    const request = await requests.find(id)
    if (!request) throw new Error(`there is no request ${id} in the store`)
    const decision = decide(command, request)
    if (isRefusal(decision)) return decision
    if (decision.length === 0) return { request, events: [] }
    const next = await requests.commit(request, decision)
    if (next) return { request: next, events: decision }
  }
}

/** A request as it was loaded, and what is wanted of it. */
export interface Order {
  readonly request: Request
  readonly command: Command
}

/**
 * Decides each command on its request and commits all of it in one transaction of the store: a batch of a thousand must
 * not wait for the disk a thousand times. A request that has moved on is decided again by itself.
 * @returns the requests whose command was taken, as they are after it, in order.
 */
export async function carryOutAll(
  store: Pick<RequestStore, 'find' | 'commit' | 'commitAll'>,
  orders: readonly Order[],
): Promise<readonly Request[]> {
  const decided = orders.flatMap((order) => {
    const events = decide(order.command, order.request)
    return isRefusal(events) ? [] : [{ ...order, events }]
  })
  if (decided.length === 0) return []
  const committed = await store.commitAll(decided)
  const taken: Request[] = []
  for (const [index, { request, command }] of decided.entries()) {
    const next = committed[index] ?? (await again(store, request.id, command))
    if (next) taken.push(next)
  }
  return taken
}

async function again(
  store: Pick<RequestStore, 'find' | 'commit'>,
  id: number,
  command: Command,
): Promise<Request | undefined> {
  const result = await carryOut(store, id, command)
  return 'request' in result ? result.request : undefined
}
