import { firstBehind, hasGapAbove, hasGapBelow, isLastInBlock } from './edit-gaps.ts'
import { endOfLine, endOfWords, isBlank, startOfLine, startOfNextLine } from './edit-lines.ts'
import type { Edit } from './source.ts'
import type { SyntaxTree } from './syntax.ts'
import { TokenKind, tokenStart } from './token.ts'

/** A change of one file, by its offsets. */
export type Splice = Omit<Edit, 'path'>

/**
 * Takes out the tokens from `first` up to but not including `end`: whole lines where nothing else stands on them,
 * with the blank lines that would be left as a hole; else with the blanks before them, so that no blank is orphaned
 * at the end of a line.
 */
export function cutOut(tree: SyntaxTree, first: number, end: number): Splice {
  const { content } = tree
  const from = tokenStart(tree.tokens, first)
  // The carriage return of a CRLF belongs to the comment that it ends.
  const to = endOfWords(content, tree.tokens.ends[end - 1] ?? content.length)
  const lineEnd = endOfLine(content, to)
  const startsLine = isBlank(content.slice(startOfLine(content, from), from))
  const endsLine = isBlank(content.slice(to, lineEnd))
  if (startsLine && endsLine) return wholeLines(tree, first, end)
  if (startsLine) return beginningOfLine(tree, first, end, to)
  // Blanks behind a comment were there before it.
  const keepsBlanks = tree.tokens.kinds[first] === TokenKind.comment
  return splice(endOfWords(content, from), endsLine && !keepsBlanks ? lineEnd : to)
}

/** What closes a block comes up to the line before; any other statement takes the place of what went before it. */
function beginningOfLine(tree: SyntaxTree, first: number, end: number, to: number): Splice {
  const { kinds } = tree.tokens
  const from = tokenStart(tree.tokens, first)
  const next = firstBehind(tree, end)
  const followsComment = kinds[first - 2] === TokenKind.comment
  if (kinds[next] === TokenKind.close && first >= 2 && !followsComment) {
    return splice(endOfWords(tree.content, from), to)
  }
  return splice(from, tokenStart(tree.tokens, next))
}

function wholeLines(tree: SyntaxTree, first: number, end: number): Splice {
  const { content } = tree
  const lineEnd = endOfLine(content, endOfWords(content, tree.tokens.ends[end - 1] ?? 0))
  const from = startOfGapAbove(tree, first, end) ?? startOfLine(content, tokenStart(tree.tokens, first))
  const to = endOfGapBelow(tree, first, end) ?? startOfNextLine(content, lineEnd)
  const endsFile = startOfNextLine(content, lineEnd) === lineEnd
  // A file that ends without a line break is left without one.
  return endsFile && from > 0 ? splice(endOfLineBefore(tree, from), to) : splice(from, to)
}

/** Where the blank lines above begin, when they would meet blank lines or the end of the block below. */
function startOfGapAbove(tree: SyntaxTree, first: number, end: number): number | undefined {
  if (!hasGapAbove(tree, first)) return undefined
  if (!hasGapBelow(tree, end) && !isLastInBlock(tree, end)) return undefined
  const said = endOfWords(tree.content, tokenStart(tree.tokens, first))
  return said === 0 ? 0 : startOfNextLine(tree.content, said)
}

/** Where the blank lines below end, when they would come to stand at the start of the block. */
function endOfGapBelow(tree: SyntaxTree, first: number, end: number): number | undefined {
  const isFirst = first === 0 || (first === 1 && !hasGapAbove(tree, first)) || opensBlock(tree, first)
  if (!isFirst || hasGapAbove(tree, first) || !hasGapBelow(tree, end) || isLastInBlock(tree, end))
    return undefined
  return startOfLine(tree.content, tree.tokens.ends[end] ?? 0)
}

function opensBlock(tree: SyntaxTree, first: number): boolean {
  return tree.tokens.kinds[first - 2] === TokenKind.open
}

function endOfLineBefore(tree: SyntaxTree, from: number): number {
  return endOfLine(tree.content, startOfLine(tree.content, from - 1))
}

function splice(offset: number, end: number): Splice {
  return { offset, length: end - offset, content: '' }
}
