import type { ByteString } from './source.ts'
import type { Statement, SyntaxTree } from './syntax.ts'
import { readTenure } from './tenure.ts'
import { TokenKind, tokenText } from './token.ts'

/** The comments of a statement; indexes are those of tokens. */
export interface OwnComments {
  /** The first comment above it, or its own first word where there is none. */
  readonly first: number
  /** One past the comment that trails its last token on the same line, or past the statement. */
  readonly end: number
  /** The comments that say something to people, in the order of the file: all but the one of {@link tenure}. */
  readonly tokens: readonly number[]
  /** What they say, without `#` and outer blanks. */
  readonly lines: readonly ByteString[]
  /** The first comment that says whose it is and until when, if there is one. */
  readonly tenure: number | undefined
}

/** The comments between which new hosts are put, where that is asked for. They belong to no statement. */
export const MANAGED_BEGIN = 'leasehold begin'
export const MANAGED_END = 'leasehold end'

/**
 * The comments that belong to a statement: those on lines of their own right above it (no blank line between),
 * those inside it, and the one that trails it on its last line.
 */
export function commentsOf(tree: SyntaxTree, statement: Statement): OwnComments {
  const first = firstCommentAbove(tree, statement.first)
  const trailing = trailingComment(tree, statement.end)
  const end = trailing === undefined ? statement.end : trailing + 1
  const said: number[] = []
  for (let index = first; index < end; index++) {
    if (tree.tokens.kinds[index] === TokenKind.comment && saidAt(tree, index) !== '') said.push(index)
  }
  const tenure = said.find((index) => readTenure(saidAt(tree, index)) !== undefined)
  const tokens = said.filter((index) => index !== tenure)
  return { first, end, tokens, lines: tokens.map((index) => saidAt(tree, index)), tenure }
}

/** What a comment says, without `#` and outer blanks. */
export function saidAt(tree: SyntaxTree, index: number): ByteString {
  return saidBy(tokenText(tree.content, tree.tokens, index))
}

/** Whether nothing but blanks stands before a comment on its line, so that it trails nothing. */
export function standsAlone(tree: SyntaxTree, index: number): boolean {
  if (index === 0) return true
  if (tree.tokens.kinds[index - 1] !== TokenKind.space) return false
  return index === 1 || tokenText(tree.content, tree.tokens, index - 1).includes('\n')
}

/** Index of the topmost comment of the unbroken run of comment lines above a token, or the token itself. */
function firstCommentAbove(tree: SyntaxTree, first: number): number {
  const { kinds } = tree.tokens
  let top = first
  while (
    kinds[top - 2] === TokenKind.comment &&
    isOneLineBreak(tree, top - 1) &&
    standsAlone(tree, top - 2) &&
    !isMarker(tree, top - 2)
  ) {
    top -= 2
  }
  return top
}

function isMarker(tree: SyntaxTree, index: number): boolean {
  const said = saidAt(tree, index)
  return said === MANAGED_BEGIN || said === MANAGED_END
}

/** White space with exactly one line feed: the next line, no blank line between. */
function isOneLineBreak(tree: SyntaxTree, index: number): boolean {
  if (tree.tokens.kinds[index] !== TokenKind.space) return false
  const text = tokenText(tree.content, tree.tokens, index)
  return text.indexOf('\n') !== -1 && text.indexOf('\n') === text.lastIndexOf('\n')
}

/** Index of the comment that follows on the same line with only blanks between, if there is one. */
function trailingComment(tree: SyntaxTree, end: number): number | undefined {
  const { kinds } = tree.tokens
  if (kinds[end] === TokenKind.comment) return end
  const blank = kinds[end] === TokenKind.space && !tokenText(tree.content, tree.tokens, end).includes('\n')
  return blank && kinds[end + 1] === TokenKind.comment ? end + 1 : undefined
}

/** Only ASCII blanks are taken away: `trim()` would take the last byte of a UTF-8 `à`. */
function saidBy(comment: ByteString): ByteString {
  return comment.replace(/^#+[ \t\r\f\v]*|[ \t\r\f\v]+$/g, '')
}
