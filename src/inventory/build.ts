import type { LeaseEntry } from '../dhcpd/leases.ts'
import { readLeaseDatabase } from '../dhcpd/leases.ts'
import { type LineStarts, lineStarts, positionAt } from '../dhcpd/lines.ts'
import { type Configuration, decodeText, type SourceFile } from '../dhcpd/source.ts'
import { Builder } from './builder.ts'
import type { Inventory, Lease, LeaseHost } from './model.ts'
import { completeSubnets } from './subnet.ts'

/**
 * What a configuration and its leases declare. Never fails: what dhcpd would not accept stands in `problems`, and
 * the rest is listed as far as it can be understood.
 */
export function buildInventory(configuration: Configuration): Inventory {
  const builder = new Builder(configuration)
  builder.read(configuration.main)
  const { hosts, ranges, routers, problems, pools, groups, options, notables, subnets6, sharedNetworks } =
    builder
  const routed = new Set(routers.flatMap(({ addresses }) => addresses))
  return {
    configuration,
    hosts,
    subnets: completeSubnets(builder.subnets, ranges, routed),
    subnets6,
    sharedNetworks,
    groups,
    ranges,
    pools,
    routers,
    options,
    notables,
    ...leasesOf(configuration),
    problems,
  }
}

function leasesOf({ leases: file }: Configuration): Pick<Inventory, 'leases' | 'leaseHosts'> {
  if (!file) return { leases: [], leaseHosts: [] }
  const { leases, hosts } = readLeaseDatabase(file.content)
  return { leases: leases.map(leaseOf), leaseHosts: leaseHostsOf(file, hosts) }
}

function leaseOf(entry: LeaseEntry): Lease {
  return { ...entry, hostname: entry.hostname === undefined ? undefined : decodeText(entry.hostname) }
}

function leaseHostsOf(
  { path, content }: SourceFile,
  entries: ReturnType<typeof readLeaseDatabase>['hosts'],
): LeaseHost[] {
  const lines: LineStarts = entries.length === 0 ? new Uint32Array() : lineStarts(content)
  return entries.map(({ offset, ...entry }) => ({ ...entry, place: { path, ...positionAt(lines, offset) } }))
}
