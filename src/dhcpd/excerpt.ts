import { indentationAt } from './edit-lines.ts'
import type { Splice } from './remove.ts'
import { applyEdits, type ByteString } from './source.ts'
import { Statement } from './statement.ts'
import { extentOf, keywordOf, type SyntaxTree } from './syntax.ts'
import { tokenStart } from './token.ts'

/** As much of a file as edits can change the meaning of, before and after them. */
export interface Excerpt {
  readonly before: ByteString
  readonly after: ByteString
}

/**
 * Cuts out of a file the statements that edits touch, with the hosts next to them (whose comments could change hands),
 * each under the bare heads of the declarations that it stands in. What is left out reads the same before and after:
 * every cut is made behind a `;` or a brace, and a sentinel shows where an edit would swallow what follows it.
 * @param edits those of one place in the order in which they are applied
 * @returns undefined for a file with problems, whose statements may not end where they seem to
 */
export function excerptOf(tree: SyntaxTree, edits: readonly Splice[]): Excerpt | undefined {
  if (tree.problems.length > 0) return undefined
  const pieces = runsOf(tree, edits).map((run) => pieceOf(tree, run))
  return {
    before: pieces.map(({ before }) => before).join(''),
    after: pieces.map(({ after }) => after).join(''),
  }
}

/** Statements in a row of one block, and the edits that touch them. */
interface Run {
  readonly edits: readonly Splice[]
  /** The declarations round it, the outermost first. */
  readonly outer: readonly Statement[]
  /** From past the statement before it, or past the `{`, in bytes. */
  readonly from: number
  /** Up to the statement behind it, or to the `}`. */
  readonly to: number
  /** Whether a statement stands before it in its block. */
  readonly hasPrevious: boolean
  /** Whether one stands behind it. */
  readonly hasNext: boolean
}

/** In the order of the file, none reaching into another. */
function runsOf(tree: SyntaxTree, edits: readonly Splice[]): readonly Run[] {
  const runs: Run[] = []
  for (const edit of edits.toSorted((a, b) => a.offset - b.offset)) {
    let run = runAround(tree, [edit])
    for (let last = runs.at(-1); last && run.from < last.to; last = runs.at(-1)) {
      runs.pop()
      run = runAround(tree, [...last.edits, ...run.edits])
    }
    runs.push(run)
  }
  return runs
}

function runAround(tree: SyntaxTree, edits: readonly Splice[]): Run {
  const first = edits[0]?.offset ?? 0
  const last = Math.max(...edits.map(({ offset, length }) => offset + length))
  const outer: Statement[] = []
  for (;;) {
    const siblings = siblingsAround(tree, outer.at(-1), first, last)
    const inside = siblings.touched
    if (inside && isWithinBraces(tree, inside, first, last)) outer.push(inside)
    else return { edits, outer, ...siblings }
  }
}

interface Siblings extends Pick<Run, 'from' | 'to' | 'hasPrevious' | 'hasNext'> {
  /** The one statement that is touched, if it is one. */
  readonly touched: Statement | undefined
}

/** Looks through the statements of a block (or of the file) for those that the bytes from `first` to `last` touch. */
function siblingsAround(
  tree: SyntaxTree,
  block: Statement | undefined,
  first: number,
  last: number,
): Siblings {
  const { nexts } = tree.table
  const end = block ? (nexts[block.index] ?? 0) : nexts.length
  const behind = (index: number) => nexts[index] ?? end
  const start = block ? (tree.tokens.ends[block.head] ?? 0) : 0
  let from = start
  let next = block ? block.index + 1 : 0
  let before: number | undefined
  for (; next < end && endOf(tree, next) <= first; next = behind(next)) {
    if (before !== undefined) from = endOf(tree, before)
    before = next
  }
  if (before !== undefined && !isHost(tree, before)) from = endOf(tree, before)
  const touched = next
  let count = 0
  for (; next < end && startOf(tree, next) < last; next = behind(next)) count++
  if (next < end && isHost(tree, next)) next = behind(next)
  return {
    from,
    to: next < end ? startOf(tree, next) : endOfBlock(tree, block),
    hasPrevious: from > start,
    hasNext: next < end,
    touched: count === 1 ? new Statement(tree.table, touched) : undefined,
  }
}

/** Where a statement of the table begins, in bytes. */
function startOf({ tokens, table }: SyntaxTree, index: number): number {
  return tokenStart(tokens, table.firsts[index] ?? 0)
}

function endOf({ tokens, table }: SyntaxTree, index: number): number {
  return tokens.ends[(table.ends[index] ?? 1) - 1] ?? 0
}

function isHost(tree: SyntaxTree, index: number): boolean {
  const statement = new Statement(tree.table, index)
  return statement.hasBlock && keywordOf(tree, statement) === 'host'
}

/** Up to its `}`, or up to the end of the file. */
function endOfBlock(tree: SyntaxTree, block: Statement | undefined): number {
  return block ? tokenStart(tree.tokens, block.end - 1) : tree.content.length
}

function isWithinBraces(tree: SyntaxTree, statement: Statement, first: number, last: number): boolean {
  if (!statement.hasBlock || isHost(tree, statement.index)) return false
  return (tree.tokens.ends[statement.head] ?? 0) <= first && last <= endOfBlock(tree, statement)
}

function pieceOf(tree: SyntaxTree, { edits, outer, from, to, hasPrevious, hasNext }: Run): Excerpt {
  const content = tree.content.slice(from, to)
  const moved = edits.map((edit) => ({ ...edit, offset: edit.offset - from }))
  const after = applyEdits(content, moved)
  const sentinel = `${wordNotIn(content + after)};`
  const heads = outer.map((statement) => headOf(tree, statement)).join('')
  const opening = heads + (hasPrevious ? sentinel : '')
  const braces = outer.length === 0 ? '' : `${'}'.repeat(outer.length)}${sentinel}`
  const closing = (hasNext ? sentinel : '') + braces
  return { before: opening + content + closing, after: opening + after + closing }
}

/**
 * A word for a statement that changes nothing: it stands for what a run follows (and whose comment may trail it), and
 * for what follows the run and its declarations. No edit can take it away and put it back.
 */
function wordNotIn(text: ByteString): ByteString {
  let word = 'sentinel'
  while (text.includes(word)) word += '-'
  return word
}

/** Up to its `{`, indented as it is in the file. */
function headOf(tree: SyntaxTree, statement: Statement): ByteString {
  const { offset } = extentOf(tree, statement)
  return `\n${indentationAt(tree.content, offset)}${tree.content.slice(offset, tree.tokens.ends[statement.head])}`
}
