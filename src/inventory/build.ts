import { readLeases } from '../dhcpd/leases.ts'
import { type Configuration, decodeText } from '../dhcpd/source.ts'
import type { Statement } from '../dhcpd/syntax.ts'
import { compareAddresses } from './address.ts'
import { hostOf } from './host.ts'
import type { AddressRange, Host, Inventory, Lease, Problem, Scope } from './model.ts'
import { scopeOf } from './scope.ts'
import { completeSubnets, type DeclaredSubnet, subnetOfMeaning } from './subnet.ts'
import { type Located, type Visit, Walk } from './walk.ts'

/**
 * What a configuration and its leases declare. Never fails: what dhcpd would not accept stands in `problems`, and
 * the rest is listed as far as it can be understood.
 */
export function buildInventory(configuration: Configuration): Inventory {
  const builder = new Builder(configuration)
  builder.read(configuration.main)
  return {
    configuration,
    hosts: builder.hosts,
    subnets: completeSubnets(builder.subnets, builder.ranges, builder.routers),
    leases: leasesOf(configuration),
    problems: builder.problems,
  }
}

/** Deeper nesting than any person writes; it bounds the recursion on hostile files. */
const DEEPEST = 64

/** The declarations round a statement. */
interface Surroundings {
  readonly scopes: readonly Scope[]
  readonly sharedNetwork: string | undefined
  /** Whether dhcpd takes a host here. */
  readonly mayHoldHosts: boolean
  readonly depth: number
}

class Builder {
  readonly hosts: Host[] = []
  readonly subnets: DeclaredSubnet[] = []
  readonly ranges: AddressRange[] = []
  readonly routers = new Set<string>()
  readonly #walk: Walk
  readonly #names = new Map<string, Host>()

  constructor(configuration: Configuration) {
    this.#walk = new Walk(configuration)
  }

  get problems(): Problem[] {
    return this.#walk.problems
  }

  read(main: string): void {
    const visit = this.#walk.open(main, undefined)
    if (!visit) return
    const around = { scopes: [], sharedNetwork: undefined, mayHoldHosts: true, depth: 0 }
    this.#readBlock(visit, visit.tree.statements, around)
  }

  #readBlock(visit: Visit, block: readonly Statement[], around: Surroundings): void {
    for (const located of this.#walk.statements(visit, block)) this.#readStatement(located, around)
  }

  #readStatement(located: Located, around: Surroundings): void {
    const { meaning } = located
    switch (meaning.kind) {
      case 'host':
        this.#readHost(located, meaning.name, around)
        return
      case 'range':
        this.ranges.push(inOrder(meaning.from, meaning.to))
        return
      case 'routers':
        for (const router of meaning.addresses) this.routers.add(router)
        return
      case 'malformed':
        this.#walk.report('malformed-statement', located, meaning.message)
        return
      case 'subnet':
        this.#addSubnet(located, around)
        this.#readInner(located, around)
        return
      default:
        this.#readInner(located, around)
    }
  }

  #addSubnet(located: Located, around: Surroundings): void {
    const subnet = subnetOfMeaning(located, around.sharedNetwork)
    if (subnet) this.subnets.push(subnet)
    else this.#walk.report('subnet-mask', located, 'this mask does not fit this subnet number')
  }

  #readInner(located: Located, around: Surroundings): void {
    const { visit, statement, meaning } = located
    if (!statement.block) return
    if (around.depth === DEEPEST) {
      this.#walk.report('too-deep', located, `blocks are nested more than ${DEEPEST} deep`)
      return
    }
    const scope = scopeOf(located, this.#walk)
    this.#readBlock(visit, statement.block, {
      scopes: [...around.scopes, scope],
      sharedNetwork: meaning.kind === 'shared-network' ? meaning.name : around.sharedNetwork,
      mayHoldHosts: around.mayHoldHosts && scope.kind !== 'other',
      depth: around.depth + 1,
    })
  }

  #readHost(located: Located, name: string, around: Surroundings): void {
    if (!around.mayHoldHosts) this.#walk.report('misplaced-host', located, 'a host may not stand here')
    const host = hostOf(located, name, around.scopes, this.#walk)
    const namesake = this.#names.get(name)
    if (namesake) {
      const { path, line } = namesake.place
      this.#walk.report('duplicate-host', located, `host ${name} is already declared in ${path}:${line}`)
    } else this.#names.set(name, host)
    this.hosts.push(host)
  }
}

/** dhcpd takes a range written backwards for the same range. */
function inOrder(from: string, to: string): AddressRange {
  return compareAddresses(from, to) <= 0 ? { from, to } : { from: to, to: from }
}

function leasesOf({ leases }: Configuration): Lease[] {
  if (!leases) return []
  return readLeases(leases.content).map((entry) => ({
    ...entry,
    hostname: entry.hostname === undefined ? undefined : decodeText(entry.hostname),
  }))
}
