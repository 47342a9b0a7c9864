import { type Statement, type SyntaxTree, wordsOf } from './syntax.ts'
import { isTrivia, TokenKind, tokenStart, tokenText } from './token.ts'

/** A statement and where it stands in its block. */
export interface FoundStatement {
  readonly statement: Statement
  readonly siblings: readonly Statement[]
  readonly index: number
}

/** The statement that begins at an offset; undefined where none begins there. */
export function statementAt(tree: SyntaxTree, offset: number): FoundStatement | undefined {
  let siblings = tree.statements
  for (;;) {
    const index = lastFrom(tree, siblings, offset)
    const statement = siblings[index]
    if (!statement) return undefined
    if (tokenStart(tree.tokens, statement.first) === offset) return { statement, siblings, index }
    if (!statement.block) return undefined
    siblings = statement.block
  }
}

/**
 * The last of the statements that stand in a row on the line on which a statement ends: what is put behind it comes
 * between no two statements of one line.
 */
export function lastOnItsLine(tree: SyntaxTree, { statement, siblings, index }: FoundStatement): Statement {
  let last = statement
  for (let next = siblings[++index]; next; next = siblings[++index]) {
    const between = tree.content.slice(tree.tokens.ends[last.end - 1], tokenStart(tree.tokens, next.first))
    if (between.includes('\n')) break
    last = next
  }
  return last
}

/** Whether a statement begins with these words, in whatever case. */
export function beginsWith(tree: SyntaxTree, statement: Statement, key: readonly string[]): boolean {
  const words = wordsOf(tree, statement)
  return key.every((word, index) => words[index]?.toLowerCase() === word.toLowerCase())
}

/** Indexes of the words of a statement, before its `;` or `{`. */
export function wordTokens(tree: SyntaxTree, statement: Statement): number[] {
  const indexes: number[] = []
  for (let index = statement.first; index < statement.head; index++) {
    if (!isTrivia(tree.tokens.kinds[index])) indexes.push(index)
  }
  return indexes
}

/** Whether a comment stands between two tokens. */
export function hasCommentBetween(tree: SyntaxTree, from: number, to: number): boolean {
  for (let index = from + 1; index < to; index++) {
    if (tree.tokens.kinds[index] === TokenKind.comment) return true
  }
  return false
}

/** The bytes of a token; nothing for an index out of the file. */
export function textAt(tree: SyntaxTree, index: number): string {
  return index < 0 || index >= tree.tokens.kinds.length ? '' : tokenText(tree.content, tree.tokens, index)
}

/** Index of the last statement that begins at an offset or before it; -1 where none does. */
function lastFrom(tree: SyntaxTree, statements: readonly Statement[], offset: number): number {
  let low = 0
  let high = statements.length
  while (low < high) {
    const middle = (low + high) >> 1
    const statement = statements[middle]
    if (statement && tokenStart(tree.tokens, statement.first) <= offset) low = middle + 1
    else high = middle
  }
  return low - 1
}
