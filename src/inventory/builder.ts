import type { Configuration } from '../dhcpd/source.ts'
import { decodeText } from '../dhcpd/source.ts'
import type { Statement } from '../dhcpd/syntax.ts'
import { compareAddresses } from './address.ts'
import { plainPrefix6, rangeOf6 } from './address6.ts'
import { type HostMeaning, hostOf } from './host.ts'
import type {
  AddressRange,
  DeclaredRange,
  DeclaredRouters,
  Host,
  Notable,
  Pool,
  Problem,
  Scope,
  SharedNetwork,
  Subnet6,
} from './model.ts'
import { isHandedDown, saidBy, scopeOf } from './scope.ts'
import { type DeclaredSubnet, subnetOfMeaning } from './subnet.ts'
import { type Located, placeOf, type Visit, Walk } from './walk.ts'

/** Deeper nesting than any person writes; it bounds the recursion on hostile files. */
const DEEPEST = 64

/** The declarations round a statement. */
interface Surroundings {
  readonly scopes: readonly Scope[]
  readonly sharedNetwork: string | undefined
  readonly subnet: DeclaredSubnet | undefined
  /** Where the ranges go that stand in a `subnet6`, and those of a pool. */
  readonly ranges6: AddressRange[] | undefined
  readonly poolRanges: AddressRange[] | undefined
  /** Where the statements go that the declaration hands down; undefined where none are. */
  readonly options: string[] | undefined
  /** Whether dhcpd takes a host here. */
  readonly mayHoldHosts: boolean
  readonly depth: number
}

/** Collects what the files declare, in dhcpd's order. */
export class Builder {
  readonly hosts: Host[] = []
  readonly subnets: DeclaredSubnet[] = []
  readonly subnets6: Subnet6[] = []
  readonly sharedNetworks: SharedNetwork[] = []
  readonly groups = new Map<string, Scope>()
  readonly ranges: DeclaredRange[] = []
  readonly pools: Pool[] = []
  readonly routers: DeclaredRouters[] = []
  readonly options: string[] = []
  readonly notables: Notable[] = []
  readonly #walk: Walk

  constructor(configuration: Configuration) {
    this.#walk = new Walk(configuration)
  }

  get problems(): Problem[] {
    return this.#walk.problems
  }

  read(main: string): void {
    const visit = this.#walk.open(main, undefined)
    const outside: Surroundings = {
      scopes: [],
      sharedNetwork: undefined,
      subnet: undefined,
      ranges6: undefined,
      poolRanges: undefined,
      options: this.options,
      mayHoldHosts: true,
      depth: 0,
    }
    if (visit) this.#readBlock(visit, visit.tree.statements, outside)
  }

  #readBlock(visit: Visit, block: readonly Statement[], around: Surroundings): void {
    this.#walk.each(visit, block, { take: (located) => this.#readStatement(located, around) })
  }

  #readStatement(located: Located, around: Surroundings): void {
    const { meaning } = located
    if (around.options && isHandedDown(located)) around.options.push(saidBy(located))
    switch (meaning.kind) {
      case 'host':
        this.#readHost(located, meaning, around)
        return
      case 'range':
        this.#addRange(located, meaning.from, meaning.to, around)
        return
      case 'range6': {
        const range = rangeOf6(meaning.from, meaning.to)
        if (range) around.ranges6?.push(range)
        if (range) around.poolRanges?.push(range)
        return
      }
      case 'routers': {
        const { addresses } = meaning
        this.routers.push({ addresses, subnet: around.subnet, place: placeOf(located) })
        return
      }
      case 'execute':
        this.notables.push({ keyword: 'execute', place: placeOf(located) })
        return
      case 'malformed':
        this.#walk.report('malformed-statement', located, meaning.message)
        this.#readInner(located, around)
        return
      default:
        this.#readInner(located, around)
    }
  }

  /** dhcpd takes a range written backwards for the same range. */
  #addRange(located: Located, from: string, to: string, around: Surroundings): void {
    const reversed = compareAddresses(from, to) > 0
    const range = reversed ? { from: to, to: from } : { from, to }
    this.ranges.push({ ...range, reversed, place: placeOf(located) })
    around.poolRanges?.push(range)
  }

  #readInner(located: Located, around: Surroundings): void {
    const { visit, statement } = located
    if (!statement.block) return
    if (around.depth === DEEPEST) {
      this.#walk.report('too-deep', located, `blocks are nested more than ${DEEPEST} deep`)
      return
    }
    const options: string[] = []
    const scope = scopeOf(located, options)
    const inner = this.#declare(located, scope, {
      ...around,
      scopes: [...around.scopes, scope],
      options: scope.kind === 'other' ? undefined : options,
      mayHoldHosts: around.mayHoldHosts && scope.kind !== 'other',
      depth: around.depth + 1,
    })
    this.#readBlock(visit, statement.block, inner)
  }

  /** Notes a block in the place that its kind has, and gives what stands round the statements in it. */
  #declare(located: Located, scope: Scope, inner: Surroundings): Surroundings {
    const { meaning } = located
    const place = () => placeOf(located)
    switch (meaning.kind) {
      case 'subnet': {
        const subnet = subnetOfMeaning(located, inner.sharedNetwork, inner.scopes)
        if (subnet) this.subnets.push(subnet)
        else this.#walk.report('subnet-mask', located, 'this mask does not fit this subnet number')
        return { ...inner, subnet }
      }
      case 'subnet6': {
        const { sharedNetwork, scopes } = inner
        const cidr = plainPrefix6(meaning.name ?? '')
        const ranges: AddressRange[] = []
        if (cidr) this.subnets6.push({ cidr, ranges, sharedNetwork, scopes, place: place() })
        return { ...inner, ranges6: ranges }
      }
      case 'shared-network': {
        const name = decodeText(meaning.name ?? '')
        this.sharedNetworks.push({ name, place: place() })
        return { ...inner, sharedNetwork: name }
      }
      case 'pool': {
        const ranges: AddressRange[] = []
        this.pools.push({ ranges, options: scope.options, place: place() })
        return { ...inner, poolRanges: ranges }
      }
      case 'group':
        if (meaning.name !== undefined) this.groups.set(decodeText(meaning.name), scope)
        return inner
      case 'conditional':
      case 'other-block': {
        const keyword = scope.label.split(' ', 1)[0]?.toLowerCase()
        if (keyword === 'on' || keyword === 'failover') this.notables.push({ keyword, place: place() })
        return inner
      }
      default:
        return inner
    }
  }

  #readHost(located: Located, meaning: HostMeaning, around: Surroundings): void {
    if (!around.mayHoldHosts) this.#walk.report('misplaced-host', located, 'a host may not stand here')
    this.hosts.push(hostOf(located, meaning, around.scopes, this.#walk))
  }
}
