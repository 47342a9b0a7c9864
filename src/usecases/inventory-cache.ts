import type { Configuration } from '../dhcpd/source.ts'
import { buildInventory } from '../inventory/build.ts'
import type { Inventory } from '../inventory/model.ts'
import { updateInventory } from '../inventory/update.ts'
import type { DhcpServer } from './ports.ts'

/** What one server declares, as it was last read, so that forms open without SSH. */
export interface InventoryCache {
  /** The facts as they were last read, or undefined when the server has not been read yet. */
  current(): Inventory | undefined
  /** Milliseconds since the facts were last read or seen to be unchanged; Infinity before the first time. */
  age(): number
  /** The server was changed, or could not be read: the facts stay at hand, and are no longer fresh. */
  expire(): void
  /** Reads the server now; calls that come while a read is under way share it. Rejects with ServerUnreachable. */
  refresh(): Promise<Inventory>
}

/** @param now milliseconds of a clock that never goes back. */
export function createInventoryCache(server: Pick<DhcpServer, 'read'>, now: () => number): InventoryCache {
  let inventory: Inventory | undefined
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<Inventory> | undefined

  function expire(): void {
    readAt = Number.NEGATIVE_INFINITY
    reading = undefined
  }

  /** A read that an `expire` overtook may have seen the server as it was before: its facts are not kept. */
  function refresh(): Promise<Inventory> {
    if (reading) return reading
    const startedAt = now()
    const mine = server.read().then(
      (configuration) => {
        const read = readAgain(inventory, configuration)
        if (reading !== mine) return read
        inventory = read
        readAt = startedAt
        reading = undefined
        return read
      },
      (error) => {
        if (reading === mine) expire()
        throw error
      },
    )
    reading = mine
    return mine
  }

  return { current: () => inventory, age: () => now() - readAt, expire, refresh }
}

/** What was read before spares most of the work. */
function readAgain(known: Inventory | undefined, configuration: Configuration): Inventory {
  if (!known) return buildInventory(configuration)
  return isSame(known, configuration) ? known : updateInventory(known, configuration)
}

function isSame({ configuration: known }: Inventory, read: Configuration): boolean {
  return known.digest === read.digest && known.leases?.content === read.leases?.content
}

/** The server as it is now: a read that began before is not waited for, and what forms need next is at hand. */
export function readNow(cache: InventoryCache): Promise<Inventory> {
  cache.expire()
  return cache.refresh()
}

/**
 * Facts no older than `maxAge` milliseconds, waiting at most `deadline` milliseconds for them. A read that takes
 * longer goes on, so that the next call finds its facts.
 * @returns undefined when the deadline passed. Rejects with ServerUnreachable when the read failed in time.
 */
export async function factsWithin(
  cache: InventoryCache,
  maxAge: number,
  deadline: number,
): Promise<Inventory | undefined> {
  const current = cache.current()
  if (current && cache.age() <= maxAge) return current
  const { promise: timeout, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(resolve, deadline, undefined)
  const reading = cache.refresh()
  reading.catch(() => {}) // Whoever waits is told below; a failure after the deadline is met by the next call.
  return Promise.race([reading, timeout]).finally(() => clearTimeout(timer))
}
