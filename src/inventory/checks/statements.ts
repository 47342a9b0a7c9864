import { positionAt } from '../../dhcpd/lines.ts'
import { type Configuration, decodeText } from '../../dhcpd/source.ts'
import { extentOf, keywordOf, type Statement, type SyntaxTree, wordsOf } from '../../dhcpd/syntax.ts'
import { treeOf } from '../../dhcpd/tree-of.ts'
import type { Place } from '../model.ts'

/** Deeper than any person nests blocks; it bounds the recursion on hostile files. */
const DEEPEST = 64

/** A statement as a rule looks at it. What costs something is worked out when it is asked for. */
export interface Said {
  /** Its first word in lower case. */
  readonly keyword: string
  /** The words behind it, as text, strings with their quotes; `,` `=` `(` `)` `{` are words of their own. */
  readonly words: readonly string[]
  /** Whether it has a block in braces. */
  readonly hasBlock: boolean
  /** The first words of the blocks that it stands in within its file, from the outermost. */
  readonly around: readonly string[]
  readonly place: Pick<Place, 'path' | 'line' | 'column'>
}

/** Hands over every statement of every file, each once and before those in its block. */
export function eachStatement({ files }: Configuration, take: (said: Said) => void): void {
  for (const file of files) {
    const tree = treeOf(file)
    eachIn(tree.statements, [], (statement, around) => {
      const said = new SaidStatement(file.path, tree, statement, around)
      take(said)
      return said.keyword
    })
  }
}

/** @param take gives the name by which a statement is one of those around the statements in its block */
function eachIn(
  statements: readonly Statement[],
  around: readonly string[],
  take: (statement: Statement, around: readonly string[]) => string,
): void {
  for (const statement of statements) {
    const keyword = take(statement, around)
    if (statement.block && around.length < DEEPEST) eachIn(statement.block, [...around, keyword], take)
  }
}

class SaidStatement implements Said {
  readonly keyword: string
  readonly around: readonly string[]
  readonly #path: string
  readonly #tree: SyntaxTree
  readonly #statement: Statement

  constructor(path: string, tree: SyntaxTree, statement: Statement, around: readonly string[]) {
    this.keyword = keywordOf(tree, statement)
    this.around = around
    this.#path = path
    this.#tree = tree
    this.#statement = statement
  }

  get words(): readonly string[] {
    return wordsOf(this.#tree, this.#statement).slice(1).map(decodeText)
  }

  get hasBlock(): boolean {
    return this.#statement.block !== undefined
  }

  get place(): Said['place'] {
    const { offset } = extentOf(this.#tree, this.#statement)
    return { path: this.#path, ...positionAt(this.#tree.lines, offset) }
  }
}
