import { positionAt } from '../../dhcpd/lines.ts'
import { decodeText } from '../../dhcpd/source.ts'
import { extentOf, type Statement, wordsOf } from '../../dhcpd/syntax.ts'
import type { Inventory } from '../../inventory/model.ts'
import { type Visit, Walk } from '../../inventory/walk.ts'
import { type Desk, DONE, type ReadOptions } from './desk.ts'
import { columns, jsonLines } from './lines.ts'
import { withInventory } from './with-inventory.ts'

/** A statement as `--json` prints it (docs/JSON.md). */
interface StatementObject {
  readonly depth: number
  readonly words: readonly string[]
  readonly block: boolean
  readonly complete: boolean
  readonly file: string
  readonly line: number
  readonly column: number
  readonly offset: number
  readonly length: number
}

/** `leasehold tree FILE`: the statements as they are nested, those of included files below their `include`. */
export function showTree(options: ReadOptions, desk: Desk): Promise<number> {
  return withInventory(options, desk, (inventory) => {
    const statements = statementsOf(inventory)
    desk.terminal.out(
      options.json
        ? jsonLines(statements)
        : columns(
            statements.map(({ depth, words, block, line, file }) => [
              `${file}:${line}`,
              `${'  '.repeat(depth)}${words.join(' ')}${block ? ' {}' : ';'}`,
            ]),
          ),
    )
    return DONE
  })
}

function statementsOf({ configuration }: Inventory): StatementObject[] {
  const walk = new Walk(configuration)
  const found: StatementObject[] = []
  const main = walk.open(configuration.main, undefined)
  /** With an explicit stack: no depth of braces exhausts the machine's own. */
  const waiting: Waiting[] = []
  const wait = (visit: Visit, block: readonly Statement[], depth: number) => {
    for (const statement of block.toReversed()) waiting.push({ visit, statement, depth })
  }
  if (main) wait(main, main.tree.statements, 0)
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { visit, statement, depth } = next
    found.push(objectOf(visit, statement, depth))
    const included = walk.included(visit, statement)
    if (included) wait(included, included.tree.statements, depth + 1)
    if (statement.block) wait(visit, statement.block, depth + 1)
  }
  return found
}

interface Waiting {
  readonly visit: Visit
  readonly statement: Statement
  readonly depth: number
}

function objectOf({ path, tree }: Visit, statement: Statement, depth: number): StatementObject {
  const { offset, end } = extentOf(tree, statement)
  return {
    depth,
    words: wordsOf(tree, statement).map(decodeText),
    block: statement.block !== undefined,
    complete: statement.complete,
    file: path,
    ...positionAt(tree.lines, offset),
    offset,
    length: end - offset,
  }
}
