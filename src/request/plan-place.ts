import { commentsOf } from '../dhcpd/comments.ts'
import { hasGapAbove } from '../dhcpd/edit-gaps.ts'
import { indentationAt, isBlank } from '../dhcpd/edit-lines.ts'
import { statementAt } from '../dhcpd/edit-statement.ts'
import {
  type InsertionPoint,
  managedBlock,
  pointAtEnd,
  pointBefore,
  pointBehind,
} from '../dhcpd/insertion.ts'
import { parse } from '../dhcpd/parse.ts'
import { DEFAULT_STYLE, type StanzaStyle, styleOf } from '../dhcpd/stanza.ts'
import type { Statement, SyntaxTree } from '../dhcpd/syntax.ts'
import { tokenStart } from '../dhcpd/token.ts'
import { subnetOf } from '../inventory/index.ts'
import type { Host, Inventory } from '../inventory/model.ts'
import { PlanRefused } from './plan.ts'
import { groupNamed } from './plan-group.ts'
import { lastHostOfEachSubnet } from './plan-neighbour.ts'
import { contentOf } from './plan-target.ts'

/**
 * Where new hosts go.
 * - `last-host-of-subnet`: behind the last host of their subnet that stands at top level or directly in their subnet's
 *   or shared network's declaration of the main file (in a group or pool they would inherit by surprise); where a
 *   subnet has no such host, at the end.
 * - `end`: at the end of the main file.
 * - `file`: at the end of a file of the configuration, named as its `include` names it.
 * - `group`: in the group of that name, or, for a group without one, that which begins at `PATH:LINE`.
 * - `managed-block`: between the comments `# leasehold begin` and `# leasehold end` of the main file, which are put at
 *   its end where they are missing.
 */
export type Placement =
  | { readonly after: 'last-host-of-subnet' }
  | { readonly file: string }
  | { readonly group: string }
  | 'end'
  | 'managed-block'

/** A point of a file and the look that a host gets there. */
export interface Spot {
  readonly path: string
  readonly tree: SyntaxTree
  readonly point: InsertionPoint
  readonly style: StanzaStyle
  /** Whether the comments of a managed block are to be put round what is put there. */
  readonly makesManagedBlock: boolean
}

/**
 * Finds the spots of new hosts; each file is read once for all of them.
 * @throws PlanRefused (also from the function it gives) when there is no such place.
 */
export function spotFinder(inventory: Inventory, place: Placement): (address: string) => Spot {
  const { main } = inventory.configuration
  if (place === 'managed-block') return constantly(managedSpot(inventory, main))
  if (place === 'end') return constantly(spotAtEnd(inventory, main, treeOf(inventory, main)))
  if ('file' in place) {
    return constantly(spotAtEnd(inventory, place.file, treeOf(inventory, place.file)))
  }
  if ('group' in place) return constantly(groupSpot(inventory, place.group))
  const tree = treeOf(inventory, main)
  const neighbours = lastHostOfEachSubnet(inventory)
  return (address) => {
    const cidr = subnetOf(inventory, address)?.cidr
    const neighbour = cidr === undefined ? undefined : neighbours.get(cidr)
    return neighbour ? spotBehind(neighbour, tree) : spotAtEnd(inventory, main, tree)
  }
}

function constantly(spot: Spot): () => Spot {
  return () => spot
}

function treeOf(inventory: Inventory, path: string): SyntaxTree {
  return parse(contentOf(inventory, path))
}

function spotBehind({ name, place }: Host, tree: SyntaxTree): Spot {
  const found = statementAt(tree, place.offset)
  if (!found) throw new PlanRefused(`Host ${name} is not where it was read.`)
  const style = styleIn(tree, place)
  const gap = !style.oneLine && hasGapAbove(tree, commentsOf(tree, found.statement).first)
  return { path: place.path, tree, point: pointBehind(tree, found, gap), style, makesManagedBlock: false }
}

/** Behind the file's last host at top level where nothing follows it, else behind all that the file says. */
function spotAtEnd(inventory: Inventory, path: string, tree: SyntaxTree): Spot {
  const example = exampleIn(inventory, path)
  const spot = { path, tree, point: pointAtEnd(tree.content), style: DEFAULT_STYLE, makesManagedBlock: false }
  if (!example) return spot
  const behind = spotBehind(example, tree)
  return isBlank(tree.content.slice(behind.point.offset)) ? behind : { ...spot, style: behind.style }
}

/** Within the managed block where there is one; else at the end, with its comments to be put round. */
function managedSpot(inventory: Inventory, path: string): Spot {
  const tree = treeOf(inventory, path)
  const block = managedBlock(tree)
  if (!block)
    return { ...spotAtEnd(inventory, path, tree), point: pointAtEnd(tree.content), makesManagedBlock: true }
  const from = tokenStart(tree.tokens, block.begin)
  const to = tokenStart(tree.tokens, block.end)
  const last = inventory.hosts.findLast(
    ({ place, scopes }) =>
      place.path === path && scopes.length === 0 && from < place.offset && place.offset < to,
  )
  if (last) return spotBehind(last, tree)
  const example = exampleIn(inventory, path)
  const style = example ? styleIn(tree, example.place) : DEFAULT_STYLE
  return {
    path,
    tree,
    point: pointBefore(tree, block.end, indentationAt(tree.content, from)),
    style,
    makesManagedBlock: false,
  }
}

/** Behind the last host that stands directly in the group; in a group without hosts behind all that it says. */
function groupSpot(inventory: Inventory, wanted: string): Spot {
  const { path, tree, group } = groupNamed(inventory, wanted)
  const offsets = new Set(group.block?.map((inner) => tokenStart(tree.tokens, inner.first)))
  const last = inventory.hosts.findLast(({ place }) => place.path === path && offsets.has(place.offset))
  if (last) return spotBehind(last, tree)
  const example = exampleIn(inventory, path)
  const style = example ? styleIn(tree, example.place) : DEFAULT_STYLE
  const point = pointBefore(tree, group.end - 1, indentationInside(tree, group))
  return { path, tree, point, style, makesManagedBlock: false }
}

function indentationInside(tree: SyntaxTree, group: Statement): string {
  const outer = indentationAt(tree.content, tokenStart(tree.tokens, group.first))
  const [first] = group.block ?? []
  const inner = first ? indentationAt(tree.content, tokenStart(tree.tokens, first.first)) : ''
  return inner.length > outer.length ? inner : outer + DEFAULT_STYLE.indentation
}

/** The last of the file's hosts that stand in the fewest declarations: an example of how hosts are written there. */
function exampleIn(inventory: Inventory, path: string): Host | undefined {
  let example: Host | undefined
  for (const host of inventory.hosts) {
    if (host.place.path !== path) continue
    if (!example || host.scopes.length <= example.scopes.length) example = host
  }
  return example
}

function styleIn(tree: SyntaxTree, { offset, length }: Host['place']): StanzaStyle {
  return styleOf(tree.content.slice(offset, offset + length), indentationAt(tree.content, offset))
}
