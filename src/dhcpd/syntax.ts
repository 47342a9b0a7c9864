import type { LineStarts } from './lines.ts'
import type { ByteString } from './source.ts'
import { isTrivia, TokenKind, type Tokens, tokenStart, tokenText } from './token.ts'

/**
 * One statement: words up to `;`, or words and a block in braces. What the words mean is not decided here.
 * All numbers are token indexes; trivia lie between them and stay addressable through the tokens.
 */
export interface Statement {
  /** Its first word. */
  readonly first: number
  /** The token that ends its words: `;`, `{`, or what stands where one of them is missing. */
  readonly head: number
  /** One past its last token, the `;` or `}`. */
  readonly end: number
  /** What stands in its braces; undefined for a statement without a block. */
  readonly block: readonly Statement[] | undefined
  /** False where its `;` or `}` is missing. */
  readonly complete: boolean
}

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

/** A file as understood: the tokens tile its bytes, the statements point at the tokens. */
export interface SyntaxTree {
  readonly content: ByteString
  readonly tokens: Tokens
  readonly lines: LineStarts
  readonly statements: readonly Statement[]
  readonly problems: readonly SyntaxProblem[]
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
