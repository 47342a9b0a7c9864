import { commentsOf, MANAGED_BEGIN, MANAGED_END, saidAt, standsAlone } from './comments.ts'
import { hasGapBelow, isLastInBlock } from './edit-gaps.ts'
import { endOfLine, endOfWords, indentationAt, isBlank, newlineNear } from './edit-lines.ts'
import { type FoundStatement, lastOnItsLine } from './edit-statement.ts'
import type { ByteString } from './source.ts'
import type { SyntaxTree } from './syntax.ts'
import { TokenKind, tokenStart } from './token.ts'

/**
 * Where lines can be put into a file, and what must stand round them so that nothing else changes its meaning, and
 * that taking them out again gives back every byte.
 */
export interface InsertionPoint {
  readonly offset: number
  readonly before: ByteString
  /** What each of the lines begins with. */
  readonly outer: ByteString
  readonly newline: ByteString
  readonly after: ByteString
}

/**
 * The point behind a declaration, the comment that trails it and what else stands on its line: at the end of the line,
 * or right before the brace that closes the block on that line.
 * @param gap whether a blank line is to part the two, where one parts the declaration from what follows
 */
export function pointBehind(tree: SyntaxTree, found: FoundStatement, gap: boolean): InsertionPoint {
  const { content } = tree
  const { end } = commentsOf(tree, lastOnItsLine(tree, found))
  const said = endOfWords(content, tree.tokens.ends[end - 1] ?? content.length)
  const lineEnd = endOfLine(content, said)
  const isAlone = isBlank(content.slice(said, lineEnd))
  const newline = newlineNear(content, said)
  const parted = gap && isAlone && (hasGapBelow(tree, end) || isLastInBlock(tree, end))
  return {
    offset: isAlone ? lineEnd : said,
    before: parted ? newline + newline : newline,
    outer: indentationAt(content, tokenStart(tree.tokens, found.statement.first)),
    newline,
    after: '',
  }
}

/**
 * The point behind all that a file says. What is put there comes in front of the last line break, so that a file
 * without a final line break is left without one.
 */
export function pointAtEnd(content: ByteString): InsertionPoint {
  const said = endOfWords(content, content.length)
  if (said === 0) return { offset: 0, before: '', outer: '', newline: '\n', after: '\n' }
  const newline = newlineNear(content, said)
  return { offset: endOfLine(content, said), before: newline + newline, outer: '', newline, after: '' }
}

/**
 * The point behind all that stands before the token `close`, which ends a block or the managed lines. A comment on a
 * line of its own there is parted by a blank line, or it would become the comment of what is put behind it.
 * @param outer what each of the lines is to begin with
 */
export function pointBefore(tree: SyntaxTree, close: number, outer: ByteString): InsertionPoint {
  const { content } = tree
  const said = endOfWords(content, tokenStart(tree.tokens, close))
  const newline = newlineNear(content, said)
  const last = tree.tokens.kinds[close - 1] === TokenKind.space ? close - 2 : close - 1
  const lineEnd = endOfLine(content, said)
  return {
    offset: isBlank(content.slice(said, lineEnd)) ? lineEnd : said,
    before: isLooseComment(tree, last) ? newline + newline : newline,
    outer,
    newline,
    after: '',
  }
}

/** The comments at top level between which new hosts go, as indexes of tokens; undefined where one is missing. */
export function managedBlock(tree: SyntaxTree): { readonly begin: number; readonly end: number } | undefined {
  const markers = commentsAtTopLevel(tree)
  const begin = markers.find((index) => saidAt(tree, index) === MANAGED_BEGIN)
  if (begin === undefined) return undefined
  const end = markers.find((index) => index > begin && saidAt(tree, index) === MANAGED_END)
  return end === undefined ? undefined : { begin, end }
}

/** What stands round new managed lines: the comments and the line breaks that part them from the lines. */
export function managedComments(newline: ByteString): {
  readonly before: ByteString
  readonly after: ByteString
} {
  return { before: `# ${MANAGED_BEGIN}${newline}`, after: `${newline}# ${MANAGED_END}` }
}

function isLooseComment(tree: SyntaxTree, index: number): boolean {
  if (tree.tokens.kinds[index] !== TokenKind.comment || !standsAlone(tree, index)) return false
  return saidAt(tree, index) !== MANAGED_BEGIN
}

function commentsAtTopLevel(tree: SyntaxTree): number[] {
  const indexes: number[] = []
  let depth = 0
  for (let index = 0; index < tree.tokens.kinds.length; index++) {
    const kind = tree.tokens.kinds[index]
    if (kind === TokenKind.open) depth++
    else if (kind === TokenKind.close) depth--
    else if (kind === TokenKind.comment && depth === 0 && standsAlone(tree, index)) indexes.push(index)
  }
  return indexes
}
