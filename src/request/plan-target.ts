import { commentsOf, type OwnComments } from '../dhcpd/comments.ts'
import { indentationAt } from '../dhcpd/edit-lines.ts'
import { type FoundStatement, statementAt } from '../dhcpd/edit-statement.ts'
import type { ByteString } from '../dhcpd/source.ts'
import type { SyntaxTree } from '../dhcpd/syntax.ts'
import { tokenStart } from '../dhcpd/token.ts'
import { treeOf } from '../dhcpd/tree-of.ts'
import { hostNamed } from '../inventory/host-named.ts'
import type { Host, Inventory } from '../inventory/model.ts'
import { PlanRefused } from './plan.ts'

/** A host of the inventory as it stands in its file. */
export interface Target {
  readonly host: Host
  readonly tree: SyntaxTree
  readonly found: FoundStatement
  readonly own: OwnComments
}

/** @throws PlanRefused when the files have problems: nothing is planned on what dhcpd would not read. */
export function refuseProblems(inventory: Inventory): void {
  const [problem] = inventory.problems
  if (!problem) return
  const { path, line, message } = problem
  throw new PlanRefused(`The configuration cannot be edited as it is: ${path}:${line}: ${message}.`)
}

/** @throws PlanRefused when no host has this very name. */
export function targetOf(inventory: Inventory, name: string): Target {
  const host = hostNamed(inventory, name)
  if (!host) throw new PlanRefused(`There is no host ${name}.`)
  const tree = treeIn(inventory, host.place.path)
  const found = statementAt(tree, host.place.offset)
  if (!found) throw new PlanRefused(`Host ${name} is not where it was read.`)
  return { host, tree, found, own: commentsOf(tree, found.statement) }
}

/** @throws PlanRefused when the file is not one of the configuration. */
export function treeIn({ configuration }: Inventory, path: string): SyntaxTree {
  const file = configuration.files.find((candidate) => candidate.path === path)
  if (!file) throw new PlanRefused(`${path} is no file of this configuration, or was not read.`)
  return treeOf(file)
}

/** A host with its own comments as people are shown it: without the indentation round it, lines parted by LF. */
export function shownText({ tree, own, found }: Target): ByteString {
  const offset = tokenStart(tree.tokens, own.first)
  const outer = indentationAt(tree.content, tokenStart(tree.tokens, found.statement.first))
  return tree.content
    .slice(offset, tree.tokens.ends[own.end - 1])
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .map((line, index) => (index > 0 && line.startsWith(outer) ? line.slice(outer.length) : line))
    .join('\n')
}
