import { textAt } from './edit-statement.ts'
import type { SyntaxTree } from './syntax.ts'
import { TokenKind } from './token.ts'

/** Whether a blank line stands above the token `first`. */
export function hasGapAbove(tree: SyntaxTree, first: number): boolean {
  if (tree.tokens.kinds[first - 1] !== TokenKind.space) return false
  return lineBreaks(textAt(tree, first - 1)) > (first === 1 ? 0 : 1)
}

/** Whether a blank line stands below the token before `end`. */
export function hasGapBelow(tree: SyntaxTree, end: number): boolean {
  return tree.tokens.kinds[end] === TokenKind.space && lineBreaks(textAt(tree, end)) > 1
}

/** Whether nothing but the end of the block, or of the file, follows the token before `end`. */
export function isLastInBlock(tree: SyntaxTree, end: number): boolean {
  const next = firstBehind(tree, end)
  return next === tree.tokens.kinds.length || tree.tokens.kinds[next] === TokenKind.close
}

/** Index of the first token from `end` on that is no white space. */
export function firstBehind(tree: SyntaxTree, end: number): number {
  return tree.tokens.kinds[end] === TokenKind.space ? end + 1 : end
}

function lineBreaks(text: string): number {
  return text.split('\n').length - 1
}
