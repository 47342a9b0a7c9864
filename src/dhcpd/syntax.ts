import { type LineStarts, lineStarts } from './lines.ts'
import type { ByteString } from './source.ts'
import { Statement, type StatementTable, statementsIn } from './statement.ts'
import { isTrivia, TokenKind, type Tokens, tokenStart, tokenText } from './token.ts'

export { Statement }

export type SyntaxProblemCode =
  | 'unclosed-block'
  | 'unexpected-close'
  | 'unclosed-string'
  | 'missing-semicolon'
  | 'stray-semicolon'
  | 'block-without-name'
  | 'alien-bytes'
  | 'unread-bytes'

/** What keeps dhcpd from reading a file, or us from editing it: `offset` in bytes, line and column from 1. */
export interface SyntaxProblem {
  readonly code: SyntaxProblemCode
  readonly offset: number
  readonly line: number
  readonly column: number
  readonly message: string
}

/** What a file was cut into, in flat arrays that may lie in larger buffers. */
export interface TreeParts {
  readonly tokens: Tokens
  readonly table: StatementTable
  readonly lines: LineStarts
}

/** A file as understood: the tokens tile its bytes, the statements point at the tokens. */
export class SyntaxTree {
  readonly content: ByteString
  readonly problems: readonly SyntaxProblem[]
  #parts: Omit<TreeParts, 'lines'> & Partial<TreeParts>
  /** Reads the file again when its parts have been taken away. */
  #restore: (() => SyntaxTree) | undefined = undefined

  constructor(
    content: ByteString,
    parts: Omit<TreeParts, 'lines'> & Partial<TreeParts>,
    problems: readonly SyntaxProblem[],
  ) {
    this.content = content
    this.#parts = parts
    this.problems = problems
  }

  get tokens(): Tokens {
    return this.#present().tokens
  }

  get table(): StatementTable {
    return this.#present().table
  }

  /** Those that stand in no other. */
  get statements(): readonly Statement[] {
    return statementsIn(this.table, 0, this.table.nexts.length)
  }

  /** Where its lines begin: found when the first place is asked for. */
  get lines(): LineStarts {
    const parts = this.#present()
    if (parts.lines) return parts.lines
    const lines = lineStarts(this.content)
    this.#parts = { ...parts, lines }
    return lines
  }

  /**
   * Gives its parts away to be changed in place, for the tree of the same file after a change: in a large file they
   * take too long to copy. Whoever still looks at this tree has it read again.
   * @param restore reads the content of this tree
   */
  takeParts(restore: () => SyntaxTree): TreeParts {
    const { tokens, table, lines } = this
    this.#restore = restore
    return { tokens, table, lines }
  }

  #present(): Omit<TreeParts, 'lines'> & Partial<TreeParts> {
    if (this.#restore) {
      const { tokens, table } = this.#restore()
      this.#parts = { tokens, table }
      this.#restore = undefined
    }
    return this.#parts
  }
}

/** Byte offsets of a statement, from its first word to past its `;` or `}`. */
export function extentOf(tree: SyntaxTree, statement: Statement): { offset: number; end: number } {
  const offset = tokenStart(tree.tokens, statement.first)
  return { offset, end: tree.tokens.ends[statement.end - 1] ?? offset }
}

/** The words before the `;` or `{`, strings with their quotes, each mark (`,` `=` …) a word of its own. */
export function wordsOf(tree: SyntaxTree, statement: Statement): ByteString[] {
  const words: ByteString[] = []
  for (let index = statement.first; index < statement.head; index++) {
    if (!isTrivia(tree.tokens.kinds[index])) words.push(tokenText(tree.content, tree.tokens, index))
  }
  return words
}

/** The first word in lower case (dhcpd's keywords have no case): what kind of statement it is. */
export function keywordOf(tree: SyntaxTree, statement: Statement): string {
  return tokenText(tree.content, tree.tokens, statement.first).toLowerCase()
}

/** The whole statement on one line, without comments and with single blanks: to be shown and compared. */
export function compactText(tree: SyntaxTree, statement: Statement): ByteString {
  const parts: ByteString[] = []
  for (let index = statement.first; index < statement.end; index++) {
    const kind = tree.tokens.kinds[index]
    if (isTrivia(kind)) continue
    const text = tokenText(tree.content, tree.tokens, index)
    const glued = parts.length === 0 || kind === TokenKind.semicolon || text === ','
    parts.push(glued ? text : ` ${text}`)
  }
  return parts.join('')
}
