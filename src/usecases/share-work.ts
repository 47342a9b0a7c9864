import {
  LeaseLost,
  type Log,
  type QueueStore,
  type RequestStore,
  type WorkLease,
  type WorkLeaseStore,
} from './ports.ts'

/** Milliseconds for which a lease holds unless it is renewed: the work of a process that was killed stands still so long. */
const TERM = 6_000
/** How often a lease is renewed in its term, so that a slow database takes no work away. */
const RENEWALS = 3

/** What a worker writes. */
export interface WorkerStores {
  readonly requests: RequestStore
  readonly queues: QueueStore
}

/** How the processes that share a store share the work. */
export interface SharedWork {
  /**
   * Does some work while no other process does it.
   * @param job is given the stores that it may write to: once another process has taken the work over, they refuse.
   * @returns `taken` where another does it.
   */
  alone<T>(work: string, job: (stores: WorkerStores) => Promise<T>): Promise<T | 'taken'>
  /** Does what is to be done once in so many milliseconds, however many processes come to it. */
  inTurn(work: string, milliseconds: number, job: () => Promise<void>): Promise<void>
}

/** One process has the store to itself. */
export function workByOneself(stores: WorkerStores): SharedWork {
  return { alone: (_, job) => job(stores), inTurn: (_, __, job) => job() }
}

export interface SharedDeps {
  readonly leases: WorkLeaseStore
  under(lease: WorkLease): WorkerStores
  /** This process, among those that share the store. */
  readonly owner: string
  readonly log: Log
}

/** Several processes share the store: leases in it say who does what. */
export function shareWork({ leases, under, owner, log }: SharedDeps): SharedWork {
  return {
    async alone(work, job) {
      const lease = await leases.take(work, owner, TERM)
      if (!lease) return 'taken'
      const tellLate = (error: unknown) => log.warn({ error, work }, LATE)
      const renewing = setInterval(() => void leases.renew(lease, TERM).catch(tellLate), TERM / RENEWALS)
      try {
        return await job(under(lease))
      } catch (error) {
        if (!(error instanceof LeaseLost)) throw error
        log.warn({ work }, 'another process has taken this work over')
        return 'taken'
      } finally {
        clearInterval(renewing)
        await leases.giveBack(lease).catch(tellLate)
      }
    },
    async inTurn(work, milliseconds, job) {
      if (await leases.take(work, owner, milliseconds)) await job()
    },
  }
}

const LATE = 'a lease could not be renewed or given back; it ends by itself'
