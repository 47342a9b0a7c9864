import type { Configuration } from '../dhcpd/source.ts'
import { Builder } from './builder.ts'
import { indexOf } from './index.ts'
import { type LeaseFile, readLeasesFile } from './lease-file.ts'
import type { Host, Inventory, Problem } from './model.ts'
import { completeSubnets } from './subnet.ts'

/**
 * What a configuration and its leases declare. Never fails: what dhcpd would not accept stands in `problems`, and
 * the rest is listed as far as it can be understood.
 */
export function buildInventory(configuration: Configuration): Inventory {
  const builder = new Builder(configuration)
  builder.read(configuration.main)
  const { hosts, ranges, routers, pools, groups, options, notables, subnets6, sharedNetworks } = builder
  const routed = new Set(routers.flatMap(({ addresses }) => addresses))
  const problems = [...builder.problems]
  const inventory: Inventory = {
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
  // The index is needed sooner or later, and tells at once who has a name twice.
  problems.push(...namesakes(inventory))
  return inventory
}

/** dhcpd refuses a name that is declared twice, wherever the two stand. */
function namesakes(inventory: Inventory): Problem[] {
  const problems: Problem[] = []
  for (const [, hosts] of indexOf(inventory).byName.shared()) {
    const first = new Map<string, Host>()
    for (const host of hosts) {
      const namesake = first.get(host.name)
      if (namesake) problems.push(duplicateOf(namesake, host))
      else first.set(host.name, host)
    }
  }
  return problems
}

function duplicateOf({ place: there }: Host, { name, place: { path, line, column } }: Host): Problem {
  const message = `host ${name} is already declared in ${there.path}:${there.line}`
  return { code: 'duplicate-host', path, line, column, message }
}

/** What the lease database of a configuration adds to its inventory. */
export function leasesOf({ leases }: Configuration): LeaseFile {
  return leases ? readLeasesFile(leases) : { leases: [], leaseHosts: [] }
}
