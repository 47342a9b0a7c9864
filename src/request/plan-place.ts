import { indentationAt } from '../dhcpd/edit-lines.ts'
import { managedBlock, pointAtEnd } from '../dhcpd/insertion.ts'
import { DEFAULT_STYLE } from '../dhcpd/stanza.ts'
import type { Statement, SyntaxTree } from '../dhcpd/syntax.ts'
import { tokenStart } from '../dhcpd/token.ts'
import { type AnySubnet, anySubnetOf } from '../inventory/any-subnet.ts'
import type { Inventory } from '../inventory/model.ts'
import { groupNamed } from './plan-group.ts'
import { lastHostOf } from './plan-neighbour.ts'
import { type Spot, spotAtEnd, spotBefore, spotBehind } from './plan-spot.ts'
import { treeIn } from './plan-target.ts'

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

/**
 * Finds the spots of new hosts; each file is read once for all of them.
 * @throws PlanRefused (also from the function it gives) when there is no such place.
 */
export function spotFinder(inventory: Inventory, place: Placement): (address: string) => Spot {
  const { main } = inventory.configuration
  if (place === 'managed-block') return constantly(managedSpot(inventory, main))
  if (place === 'end') return constantly(spotAtEnd(inventory, main, treeIn(inventory, main)))
  if ('file' in place) {
    return constantly(spotAtEnd(inventory, place.file, treeIn(inventory, place.file)))
  }
  if ('group' in place) return constantly(groupSpot(inventory, place.group))
  const tree = treeIn(inventory, main)
  const spots = new Map<AnySubnet | undefined, Spot>()
  return (address) => {
    const subnet = anySubnetOf(inventory, address)
    const spot = spots.get(subnet) ?? spotIn(subnet)
    spots.set(subnet, spot)
    return spot
  }

  function spotIn(subnet: AnySubnet | undefined): Spot {
    const neighbour = subnet && lastHostOf(inventory, subnet)
    return neighbour ? spotBehind(neighbour, tree) : spotAtEnd(inventory, main, tree)
  }
}

function constantly(spot: Spot): () => Spot {
  return () => spot
}

/** Within the managed block where there is one; else at the end, with its comments to be put round. */
function managedSpot(inventory: Inventory, path: string): Spot {
  const tree = treeIn(inventory, path)
  const block = managedBlock(tree)
  if (!block) {
    const atEnd = spotAtEnd(inventory, path, tree)
    return { ...atEnd, point: pointAtEnd(tree.content), makesManagedBlock: true }
  }
  const from = tokenStart(tree.tokens, block.begin)
  const to = tokenStart(tree.tokens, block.end)
  const last = inventory.hosts.findLast(
    ({ place: { path: where, offset }, scopes }) =>
      where === path && scopes.length === 0 && from < offset && offset < to,
  )
  if (last) return spotBehind(last, tree)
  return spotBefore(inventory, path, tree, block.end, indentationAt(tree.content, from))
}

/** Behind the last host that stands directly in the group; in a group without hosts behind all that it says. */
function groupSpot(inventory: Inventory, wanted: string): Spot {
  const { path, tree, group } = groupNamed(inventory, wanted)
  const offsets = new Set(group.block?.map((inner) => tokenStart(tree.tokens, inner.first)))
  const last = inventory.hosts.findLast(({ place }) => place.path === path && offsets.has(place.offset))
  if (last) return spotBehind(last, tree)
  return spotBefore(inventory, path, tree, group.end - 1, indentationInside(tree, group))
}

function indentationInside(tree: SyntaxTree, group: Statement): string {
  const outer = indentationAt(tree.content, tokenStart(tree.tokens, group.first))
  const [first] = group.block ?? []
  const inner = first ? indentationAt(tree.content, tokenStart(tree.tokens, first.first)) : ''
  return inner.length > outer.length ? inner : outer + DEFAULT_STYLE.indentation
}
