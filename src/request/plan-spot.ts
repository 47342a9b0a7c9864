import { commentsOf } from '../dhcpd/comments.ts'
import { hasGapAbove } from '../dhcpd/edit-gaps.ts'
import { indentationAt, isBlank } from '../dhcpd/edit-lines.ts'
import { statementAt } from '../dhcpd/edit-statement.ts'
import { type InsertionPoint, pointAtEnd, pointBefore, pointBehind } from '../dhcpd/insertion.ts'
import { DEFAULT_STYLE, type StanzaStyle, styleOf } from '../dhcpd/stanza.ts'
import type { SyntaxTree } from '../dhcpd/syntax.ts'
import type { Host, Inventory, Scope } from '../inventory/model.ts'
import { PlanRefused } from './plan.ts'

/** A point of a file and the look that a host gets there. */
export interface Spot {
  readonly path: string
  readonly tree: SyntaxTree
  readonly point: InsertionPoint
  readonly style: StanzaStyle
  /** The declarations round it, from the outermost; undefined where no host of the inventory tells. */
  readonly scopes: readonly Scope[] | undefined
  /** Whether the comments of a managed block are to be put round what is put there. */
  readonly makesManagedBlock: boolean
}

/** Behind a host, in its style. */
export function spotBehind({ name, place, scopes }: Host, tree: SyntaxTree): Spot {
  const found = statementAt(tree, place.offset)
  if (!found) throw new PlanRefused(`Host ${name} is not where it was read.`)
  const style = styleIn(tree, place)
  const gap = !style.oneLine && hasGapAbove(tree, commentsOf(tree, found.statement).first)
  const point = pointBehind(tree, found, gap)
  return { path: place.path, tree, point, style, scopes, makesManagedBlock: false }
}

/** Behind the file's last host in the fewest declarations where nothing follows it, else behind all that it says. */
export function spotAtEnd(inventory: Inventory, path: string, tree: SyntaxTree): Spot {
  const example = exampleIn(inventory, path)
  const behind = example && spotBehind(example, tree)
  if (behind && isBlank(tree.content.slice(behind.point.offset))) return behind
  const style = behind?.style ?? DEFAULT_STYLE
  const scopes = path === inventory.configuration.main ? [] : undefined
  return { path, tree, point: pointAtEnd(tree.content), style, scopes, makesManagedBlock: false }
}

/** Before the token `close`, which ends a block or the managed lines that hold no host yet. */
export function spotBefore(
  inventory: Inventory,
  path: string,
  tree: SyntaxTree,
  close: number,
  outer: string,
): Spot {
  const example = exampleIn(inventory, path)
  const style = example ? styleIn(tree, example.place) : DEFAULT_STYLE
  const point = pointBefore(tree, close, outer)
  return { path, tree, point, style, scopes: undefined, makesManagedBlock: false }
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
