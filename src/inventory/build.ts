import type { Configuration } from '../dhcpd/source.ts'
import { Builder } from './builder.ts'
import { type LeaseFile, readLeasesFile } from './lease-file.ts'
import type { Inventory } from './model.ts'
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

function leasesOf({ leases }: Configuration): LeaseFile {
  return leases ? readLeasesFile(leases) : { leases: [], leaseHosts: [] }
}
