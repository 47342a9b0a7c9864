import type { Splice } from './remove.ts'
import { Statement } from './statement.ts'
import { keywordOf, type SyntaxTree } from './syntax.ts'
import { TokenKind, tokenStart } from './token.ts'

/** Statements in a row of one block, and the edits that touch them. */
export interface Run {
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

/**
 * The runs that edits touch, with the hosts next to what is touched, whose comments could change hands: in the order of
 * the file, none reaching into another.
 * @param tree without problems: else a statement may not end where it seems to
 */
export function runsOf(tree: SyntaxTree, edits: readonly Splice[]): readonly Run[] {
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
    const { holder } = siblings
    if (holder && isWithinBraces(tree, holder, first, last)) outer.push(holder)
    else return { edits, outer, ...siblings }
  }
}

interface Siblings extends Pick<Run, 'from' | 'to' | 'hasPrevious' | 'hasNext'> {
  /** The first statement that ends behind `first`: no other can hold all of the bytes. */
  readonly holder: Statement | undefined
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
  const holder = next < end ? new Statement(tree.table, next) : undefined
  while (next < end && startOf(tree, next) < last) next = behind(next)
  if (next < end && isHost(tree, next)) next = behind(next)
  return {
    from,
    to: next < end ? startOf(tree, next) : endOfBlock(tree, block),
    hasPrevious: from > start,
    hasNext: next < end,
    holder,
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
  const endsInBrace = tree.tokens.kinds[statement.end - 1] === TokenKind.close
  if (!endsInBrace || isHost(tree, statement.index)) return false
  return (tree.tokens.ends[statement.head] ?? 0) <= first && last <= endOfBlock(tree, statement)
}
