import type { HostsBy } from '../groups.ts'
import { indexOf } from '../index.ts'
import type { Host, Inventory, LeaseHost } from '../model.ts'

/** A host of the files or of the lease database, as far as hosts are held against one another. */
export interface Twin {
  readonly name: string
  readonly addresses: readonly string[]
  readonly addresses6: readonly string[]
  readonly hardware: Pick<NonNullable<Host['hardware']>, 'address'> | undefined
  readonly place: LeaseHost['place']
}

/**
 * The hosts that share a key, where several do: those of the files in their order, then those of the lease database,
 * which dhcpd reads last.
 * @param made the hosts of the lease database that have each key
 */
export function* groupsOf(
  declared: HostsBy,
  made: ReadonlyMap<string, readonly Twin[]>,
): Generator<readonly [key: string, twins: readonly Twin[]]> {
  for (const [key, hosts] of declared.shared()) if (!made.has(key)) yield [key, hosts]
  for (const [key, hosts] of made) {
    const twins = [...declared.get(key), ...hosts]
    if (twins.length > 1) yield [key, twins]
  }
}

/** The hosts that OMAPI made, by the keys that a function gives for each. */
export function madeBy(
  inventory: Inventory,
  keysOf: (host: LeaseHost) => readonly string[],
): ReadonlyMap<string, readonly Twin[]> {
  const groups = new Map<string, Twin[]>()
  for (const host of inventory.leaseHosts) {
    if (!isMade(host, inventory)) continue
    for (const key of keysOf(host)) {
      const group = groups.get(key)
      if (group) group.push(twinOf(host))
      else groups.set(key, [twinOf(host)])
    }
  }
  return groups
}

/**
 * Whether a host of the lease database is one beside those of the files. Of two with the same name dhcpd keeps the one
 * that it read first, that of the files (`enter_host` in `server/mdb.c`).
 */
export function isMade({ name, deleted }: LeaseHost, inventory: Inventory): boolean {
  const namesakes = indexOf(inventory).byName.get(name.toLowerCase())
  return !deleted && !namesakes.some((host) => host.name === name)
}

function twinOf({ name, addresses, mac, place }: LeaseHost): Twin {
  const hardware = mac === undefined ? undefined : { address: mac }
  return { name, addresses, addresses6: [], hardware, place }
}
