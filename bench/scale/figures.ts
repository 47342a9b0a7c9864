import type { RequestEvent } from '../../src/request/events.ts'
import type { AuditEntry } from '../../src/usecases/ports.ts'

/** When each thing happened to a request, in milliseconds of the clock. */
export interface Times {
  readonly approved: number
  /** When it was first begun to be applied. */
  readonly began: number
  readonly settled: number
}

/**
 * The times of every request in the audit log, by its id.
 * @throws Error where one was not applied exactly once.
 */
export function timesOf(
  entries: readonly Pick<AuditEntry, 'log' | 'subject' | 'event'>[],
): ReadonlyMap<string, Times> {
  const ofRequests = entries.filter(({ log }) => log === 'audit_log')
  const events = Map.groupBy(ofRequests, ({ subject }) => subject)
  return new Map(
    [...events].map(([id, all]) => [
      id,
      timesIn(
        id,
        all.map(({ event }) => JSON.parse(event)),
      ),
    ]),
  )
}

function timesIn(id: string, events: readonly RequestEvent[]): Times {
  const of = (type: RequestEvent['type']) => events.filter((event) => event.type === type)
  const [settled, ...more] = of('settled')
  const [approved] = of('approved')
  const [began] = of('apply-began')
  const isApplied = settled?.type === 'settled' && settled.outcome.kind === 'applied'
  if (!isApplied || !approved || !began || more.length > 0) {
    const happened = events.map(({ type }) => type).join(', ')
    throw new Error(`request ${id} was not applied exactly once: ${happened}`)
  }
  return { approved: Date.parse(approved.at), began: Date.parse(began.at), settled: Date.parse(settled.at) }
}

/** How long each request waited for a worker, in milliseconds. */
export function waits(times: Iterable<Times>): readonly number[] {
  return [...times].map(({ approved, began }) => began - approved)
}

/** Requests a second, from the first approval to the last outcome. */
export function throughput(times: readonly Times[]): number {
  const first = Math.min(...times.map(({ approved }) => approved))
  const last = Math.max(...times.map(({ settled }) => settled))
  return (times.length * 1_000) / (last - first)
}
