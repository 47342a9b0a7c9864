import { positionAt } from '../dhcpd/lines.ts'
import { meaningOf } from '../dhcpd/meaning.ts'
import { extentOf, type Statement, type SyntaxTree } from '../dhcpd/syntax.ts'
import { treeOf } from '../dhcpd/tree-of.ts'
import type { Inventory } from '../inventory/model.ts'
import { PlanRefused } from './plan.ts'

interface Group {
  readonly path: string
  readonly tree: SyntaxTree
  readonly group: Statement
}

/**
 * The group of a name, or the one that begins at `PATH:LINE`, in any file of the configuration.
 * @throws PlanRefused when there is none, or more than one.
 */
export function groupNamed({ configuration }: Inventory, wanted: string): Group {
  const groups = configuration.files.flatMap((file) => {
    const tree = treeOf(file)
    return groupsOf(tree).map((group) => ({ path: file.path, tree, group }))
  })
  const [found, another] = groups.filter((group) => nameOf(group) === wanted || startOf(group) === wanted)
  if (!found) throw new PlanRefused(`There is no group ${wanted}.`)
  if (another) {
    throw new PlanRefused(`Group ${wanted} is declared in ${startOf(found)} and in ${startOf(another)}.`)
  }
  return found
}

/** In the order of the file, at any depth. */
function groupsOf(tree: SyntaxTree): Statement[] {
  const groups: Statement[] = []
  const waiting = tree.statements.toReversed()
  for (let statement = waiting.pop(); statement; statement = waiting.pop()) {
    if (!statement.block) continue
    if (meaningOf(tree, statement).kind === 'group') groups.push(statement)
    for (const inner of statement.block.toReversed()) waiting.push(inner)
  }
  return groups
}

function nameOf({ tree, group }: Group): string | undefined {
  const meaning = meaningOf(tree, group)
  return meaning.kind === 'group' ? meaning.name : undefined
}

function startOf({ path, tree, group }: Group): string {
  return `${path}:${positionAt(tree.lines, extentOf(tree, group).offset).line}`
}
