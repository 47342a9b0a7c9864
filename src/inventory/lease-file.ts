import { type LeaseDatabase, type LeaseEntry, readLeaseDatabase } from '../dhcpd/leases.ts'
import { lineStarts, positionAt } from '../dhcpd/lines.ts'
import { decodeText, type SourceFile } from '../dhcpd/source.ts'
import type { Inventory, Lease, LeaseHost } from './model.ts'

/** What a lease database adds to an inventory. */
export type LeaseFile = Pick<Inventory, 'leases' | 'leaseHosts'>

/** Reads a lease database: the last state of each lease and of each host that it declares. Never fails. */
export function readLeasesFile(file: SourceFile): LeaseFile {
  const { leases, hosts } = readLeaseDatabase(file.content)
  return { leases: leases.map(leaseOf), leaseHosts: leaseHostsOf(file, hosts) }
}

function leaseOf(entry: LeaseEntry): Lease {
  return { ...entry, hostname: entry.hostname === undefined ? undefined : decodeText(entry.hostname) }
}

function leaseHostsOf({ path, content }: SourceFile, entries: LeaseDatabase['hosts']): LeaseHost[] {
  if (entries.length === 0) return []
  const lines = lineStarts(content)
  return entries.map(({ offset, ...entry }) => ({ ...entry, place: { path, ...positionAt(lines, offset) } }))
}
