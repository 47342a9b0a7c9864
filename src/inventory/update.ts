import { changeOf, type FileChange } from '../dhcpd/file-change.ts'
import { meaningOf } from '../dhcpd/meaning.ts'
import type { Splice } from '../dhcpd/remove.ts'
import type { Configuration, SourceFile } from '../dhcpd/source.ts'
import { type Statement, statementsIn } from '../dhcpd/statement.ts'
import type { SyntaxTree } from '../dhcpd/syntax.ts'
import { keepTree, treeOf } from '../dhcpd/tree-of.ts'
import { buildInventory, leasesOf } from './build.ts'
import { DeclaredHost, type HostMeaning, hostOf } from './host.ts'
import { derivationsOf, deriveIndex, indexOf } from './index.ts'
import type { Host, Inventory, Place } from './model.ts'
import { type HostsReadAnew, MovedHosts } from './moved-hosts.ts'
import { keepAccepted } from './refused.ts'
import { movedPlace, type Visit, Walk } from './walk.ts'

/**
 * What a configuration declares of which an earlier state is known. Where hosts of one file have changed, as nearly
 * always, only what stands round them is read; anything else is read whole.
 * @returns the same as `buildInventory` would
 */
export function updateInventory(base: Inventory, configuration: Configuration): Inventory {
  return derivedInventory(base, configuration) ?? buildInventory(configuration)
}

/** Each holds on to the one that it comes from. */
const MOST_DERIVATIONS = 8

function derivedInventory(base: Inventory, configuration: Configuration): Inventory | undefined {
  if (base.problems.length > 0 || derivationsOf(base) === MOST_DERIVATIONS) return undefined
  const changed = changedFile(base.configuration, configuration)
  const change = changed && changeOf(treeOf(changed.old), changed.file.content)
  if (!change) return undefined
  const { from, oldTo } = change.statements
  const before = hostsIn(treeOf(changed.old), from, oldTo)
  const neighbour = hostOfStatements(base, changed.file.path, before)
  if (!neighbour) return undefined
  const tree = change.carryOver()
  keepTree(changed.file, tree)
  const hosts = changedHosts(neighbour, tree, change, new Walk(configuration))
  if (!hosts) return undefined
  const moved = new MovedHosts(base, hosts)
  const inventory = derive(base, configuration, moved, hosts.visit, change.splice)
  deriveIndex(inventory, base, { move: (host) => moved.of(host), added: hosts.added })
  if (hosts.added.some((host) => hasNamesake(inventory, host))) return undefined
  const touched = [...(before ?? []), ...hosts.declared]
  if (touched.every(({ meaning }) => meaning.plain)) keepAccepted(inventory, base, change.text)
  return inventory
}

/** The one file that has changed; the trees of all others are taken over. */
function changedFile(
  base: Configuration,
  configuration: Configuration,
): { readonly old: SourceFile; readonly file: SourceFile } | undefined {
  if (base.main !== configuration.main || base.files.length !== configuration.files.length) return undefined
  const changes = []
  for (const [index, file] of configuration.files.entries()) {
    const old = base.files[index]
    if (old?.path !== file.path) return undefined
    if (old.content === file.content) keepTree(file, treeOf(old))
    else changes.push({ old, file })
  }
  return changes.length === 1 ? changes[0] : undefined
}

interface ChangedHosts extends HostsReadAnew {
  readonly declared: readonly HostStatement[]
}

/** @param neighbour one that stood there before: what stands round it stands round all */
function changedHosts(
  neighbour: DeclaredHost,
  tree: SyntaxTree,
  { statements }: FileChange,
  walk: Walk,
): ChangedHosts | undefined {
  const declared = hostsIn(tree, statements.from, statements.newTo)
  if (!declared) return undefined
  // A file that is included twice declares its hosts twice, which dhcpd refuses.
  const { path, by } = neighbour.visit
  const visit = { path, tree, by }
  const added = declared.map(({ statement, meaning }) =>
    hostOf({ visit, statement, meaning }, meaning, neighbour.scopes, walk),
  )
  return walk.problems.length === 0 ? { added, declared, visit, statements, walk } : undefined
}

interface HostStatement {
  readonly statement: Statement
  readonly meaning: HostMeaning
}

/** The statements from one index up to another with what they mean, if all of them are hosts. */
function hostsIn(tree: SyntaxTree, from: number, to: number): HostStatement[] | undefined {
  const hosts: HostStatement[] = []
  for (const statement of statementsIn(tree.table, from, to)) {
    const meaning = meaningOf(tree, statement)
    if (meaning.kind !== 'host') return undefined
    hosts.push({ statement, meaning })
  }
  return hosts
}

/** The host of the inventory that the first of some statements declares. */
function hostOfStatements(
  inventory: Inventory,
  path: string,
  statements: readonly HostStatement[] | undefined,
): DeclaredHost | undefined {
  const [first] = statements ?? []
  if (!first) return undefined
  return indexOf(inventory)
    .byName.get(first.meaning.name.toLowerCase())
    .filter((host) => host instanceof DeclaredHost)
    .find(({ visit, index }) => visit.path === path && index === first.statement.index)
}

function derive(
  base: Inventory,
  configuration: Configuration,
  hosts: MovedHosts,
  { path, tree }: Visit,
  splice: Splice,
): Inventory {
  const place = (old: Place) => (old.path === path ? movedPlace(old, tree, splice) : old)
  const move = <T extends { readonly place: Place }>(all: readonly T[]) =>
    all.map((one) => ({ ...one, place: place(one.place) }))
  const sameLeases = base.configuration.leases?.content === configuration.leases?.content
  const { groups, options, problems } = base
  return {
    ...(sameLeases ? { leases: base.leases, leaseHosts: base.leaseHosts } : leasesOf(configuration)),
    configuration,
    get hosts() {
      return hosts.all
    },
    groups,
    options,
    problems,
    subnets: move(base.subnets),
    subnets6: move(base.subnets6),
    sharedNetworks: move(base.sharedNetworks),
    ranges: move(base.ranges),
    pools: move(base.pools),
    routers: move(base.routers),
    notables: move(base.notables),
  }
}

function hasNamesake(inventory: Inventory, host: Host): boolean {
  const namesakes = indexOf(inventory).byName.get(host.name.toLowerCase())
  return namesakes.filter(({ name }) => name === host.name).length > 1
}
