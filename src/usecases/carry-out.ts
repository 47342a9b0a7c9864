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
