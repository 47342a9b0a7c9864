import { type Meaning, meaningOf } from '../dhcpd/meaning.ts'
import { type Reparsed, reparse } from '../dhcpd/reparse.ts'
import type { Configuration, SourceFile } from '../dhcpd/source.ts'
import { Statement, statementsIn } from '../dhcpd/statement.ts'
import type { SyntaxTree } from '../dhcpd/syntax.ts'
import { keepTree, treeOf } from '../dhcpd/tree-of.ts'
import { buildInventory, leasesOf } from './build.ts'
import { DeclaredHost, hostOf } from './host.ts'
import { deriveIndex, indexOf } from './index.ts'
import type { Host, Inventory, Place } from './model.ts'
import { movedPlace, type Visit, Walk } from './walk.ts'

/**
 * What a configuration declares of which an earlier state is known. Where hosts of one file have changed, as nearly
 * always, only what stands round them is read; anything else is read whole.
 * @returns the same as `buildInventory` would
 */
export function updateInventory(base: Inventory, configuration: Configuration): Inventory {
  return derivedInventory(base, configuration) ?? buildInventory(configuration)
}

function derivedInventory(base: Inventory, configuration: Configuration): Inventory | undefined {
  const change = base.problems.length === 0 ? changedFile(base.configuration, configuration) : undefined
  const reparsed = change && reparse(treeOf(change.old), change.file.content)
  if (!reparsed) return undefined
  keepTree(change.file, reparsed.tree)
  const hosts = changedHosts(base, change, reparsed, new Walk(configuration))
  if (!hosts) return undefined
  const moved = new MovedHosts(base, hosts)
  const inventory = derive(base, configuration, moved, change.file.path, reparsed)
  deriveIndex(inventory, base, { move: (host) => moved.of(host), added: hosts.added })
  return hosts.added.some((host) => hasNamesake(inventory, host)) ? undefined : inventory
}

interface FileChange {
  readonly old: SourceFile
  readonly file: SourceFile
}

/** The one file that has changed; the trees of all others are taken over. */
function changedFile(base: Configuration, configuration: Configuration): FileChange | undefined {
  if (base.main !== configuration.main || base.files.length !== configuration.files.length) return undefined
  const changes: FileChange[] = []
  for (const [index, file] of configuration.files.entries()) {
    const old = base.files[index]
    if (old?.path !== file.path) return undefined
    if (old.content === file.content) keepTree(file, treeOf(old))
    else changes.push({ old, file })
  }
  return changes.length === 1 ? changes[0] : undefined
}

/** Hosts in a row of one file that were read anew. */
interface ChangedHosts {
  /** Those of the base in their place, from the first on. */
  readonly first: number
  readonly count: number
  readonly added: readonly Host[]
  /** Where the hosts behind them are now. */
  readonly visit: Visit
  readonly behind: { readonly from: number; readonly by: number }
  readonly walk: Walk
}

function changedHosts(
  base: Inventory,
  { old, file: { path } }: FileChange,
  { tree, statements: { from, oldTo, newTo } }: Reparsed,
  walk: Walk,
): ChangedHosts | undefined {
  const isIn = ({ visit, index }: DeclaredHost['site']) =>
    visit.path === path && from <= index && index < oldTo
  const first = base.hosts.findIndex((host) => host instanceof DeclaredHost && isIn(host.site))
  const neighbour = base.hosts[first]
  const meanings = hostsIn(tree, from, newTo)
  const count = hostsIn(treeOf(old), from, oldTo)?.length
  if (!(neighbour instanceof DeclaredHost) || !meanings || count === undefined) return undefined
  // A file that is included twice declares its hosts twice, which dhcpd refuses.
  const visit = { path, tree, by: neighbour.site.visit.by }
  const added = meanings.map(({ statement, meaning }) =>
    hostOf({ visit, statement, meaning }, meaning, neighbour.scopes, walk),
  )
  if (walk.problems.length > 0) return undefined
  return { first, count, added, visit, behind: { from: oldTo, by: newTo - oldTo }, walk }
}

/** The statements from one index up to another with what they mean, if all of them are hosts. */
function hostsIn(tree: SyntaxTree, from: number, to: number) {
  const hosts: { statement: Statement; meaning: Extract<Meaning, { kind: 'host' }> }[] = []
  for (const statement of statementsIn(tree.table, from, to)) {
    const meaning = meaningOf(tree, statement)
    if (meaning.kind !== 'host') return undefined
    hosts.push({ statement, meaning })
  }
  return hosts
}

/** The hosts of the base as they are now: each is moved when it is asked for. */
class MovedHosts {
  readonly #base: Inventory
  readonly #change: ChangedHosts
  readonly #gone: ReadonlySet<Host>
  readonly #known = new Map<Host, Host>()
  #all: readonly Host[] | undefined = undefined

  constructor(base: Inventory, change: ChangedHosts) {
    this.#base = base
    this.#change = change
    this.#gone = new Set(base.hosts.slice(change.first, change.first + change.count))
  }

  /** A host of the base as it is now; undefined for those that were read anew, and those that are gone. */
  of(host: Host): Host | undefined {
    if (this.#gone.has(host)) return undefined
    const moved = this.#known.get(host) ?? this.#move(host)
    this.#known.set(host, moved)
    return moved
  }

  /** All, in the order of the files. */
  get all(): readonly Host[] {
    const { first, count, added } = this.#change
    const { hosts } = this.#base
    const move = (host: Host) => this.#known.get(host) ?? this.#move(host)
    this.#all ??= [...hosts.slice(0, first).map(move), ...added, ...hosts.slice(first + count).map(move)]
    return this.#all
  }

  #move(host: Host): Host {
    const { visit, behind, walk } = this.#change
    if (!(host instanceof DeclaredHost) || host.site.visit.path !== visit.path) return host
    const { index } = host.site
    const now = index < behind.from ? index : index + behind.by
    return host.movedTo({ visit, statement: new Statement(visit.tree.table, now) }, walk)
  }
}

function derive(
  base: Inventory,
  configuration: Configuration,
  hosts: MovedHosts,
  path: string,
  { tree, splice }: Reparsed,
): Inventory {
  const place = (old: Place) => (old.path === path ? movedPlace(old, tree, splice) : old)
  const move = <T extends { readonly place: Place }>(all: readonly T[]) =>
    all.map((one) => ({ ...one, place: place(one.place) }))
  const sameLeases = base.configuration.leases?.content === configuration.leases?.content
  return {
    ...base,
    ...(sameLeases ? {} : leasesOf(configuration)),
    configuration,
    get hosts() {
      return hosts.all
    },
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
