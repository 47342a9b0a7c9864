import { differenceOf } from './difference.ts'
import { firstFrom, spliceInPlace } from './flat-arrays.ts'
import { type LineStarts, lineStarts } from './lines.ts'
import { parse } from './parse.ts'
import type { Splice } from './remove.ts'
import { type Run, runsOf } from './runs.ts'
import { wordNotIn } from './sentinel.ts'
import type { ByteString } from './source.ts'
import type { StatementTable } from './statement.ts'
import { keywordOf, SyntaxTree } from './syntax.ts'
import type { Tokens } from './token.ts'

/** What has changed in a file of which an earlier content is known. */
export interface FileChange {
  /** The bytes in which the contents differ. */
  readonly splice: Splice
  /** What was read anew: whole statements with all white space and comments round them. */
  readonly text: ByteString
  /**
   * The statements from `from` up to `oldTo` became those from `from` up to `newTo`; all others are as they were.
   * Indexes are those of the tables of the old tree and of the new one.
   */
  readonly statements: { readonly from: number; readonly oldTo: number; readonly newTo: number }
  /**
   * The tree that `parse` would give for the new content, made of the parts of the old one: whoever still looks at the
   * old one has its content read again.
   */
  readonly carryOver: () => SyntaxTree
}

/**
 * Finds what has changed in a file, by reading only the statements round the bytes that differ.
 * @returns undefined where the whole has to be read, as where one of the two has problems
 */
export function changeOf(old: SyntaxTree, content: ByteString): FileChange | undefined {
  if (old.problems.length > 0) return undefined
  const splice = differenceOf(old.content, content)
  const [run] = runsOf(old, [splice])
  if (!run) return undefined
  const text = content.slice(run.from, run.to + splice.content.length - splice.length)
  const part = readRun(text, run)
  if (!part) return undefined
  const cut = cutOf(old.tokens, run, part, splice)
  const statements = statementsOf(old.table, cut, part)
  return {
    splice,
    text,
    statements,
    carryOver: () => carriedOver(old, content, { splice, statements }, run, part, cut),
  }
}

/** A run read by itself: the tokens and statements that stand between sentinels. */
interface Part {
  readonly tree: SyntaxTree
  /** How many sentinels stand before and behind it: each is one statement of two tokens, a word and a `;`. */
  readonly before: 0 | 1
  readonly behind: 0 | 1
}

const SENTINEL_TOKENS = 2

/** A run as it reads now; undefined where it has problems or reaches beyond itself. */
function readRun(text: ByteString, { from, outer, hasNext }: Run): Part | undefined {
  const word = wordNotIn(text)
  const closing = `${word}behind`
  const before = from === 0 ? 0 : 1
  const behind = outer.length === 0 && !hasNext ? 0 : 1
  const tree = parse((before ? `${word};` : '') + text + (behind ? `${closing};` : ''))
  if (tree.problems.length > 0) return undefined
  const last = tree.statements.at(-1)
  const isWhole = behind === 0 || (last && keywordOf(tree, last) === closing)
  return isWhole ? { tree, before, behind } : undefined
}

/** What the tokens of the old tree from `from` up to `oldTo` become. */
interface Cut extends Tokens {
  readonly from: number
  readonly oldTo: number
  /** How many tokens of the part stand before them. */
  readonly skipped: number
  /** What is added to the bytes of the part, and to those behind it. */
  readonly bytesWithin: number
  readonly bytesBehind: number
}

function cutOf(old: Tokens, run: Run, part: Part, splice: Splice): Cut {
  const { kinds, ends, hasOdd } = part.tree.tokens
  const skipped = part.before * SENTINEL_TOKENS
  const end = kinds.length - part.behind * SENTINEL_TOKENS
  return {
    from: tokenFrom(old, run.from),
    oldTo: tokenFrom(old, run.to),
    hasOdd,
    kinds: kinds.subarray(skipped, end),
    ends: ends.subarray(skipped, end),
    skipped,
    bytesWithin: run.from - (ends[skipped - 1] ?? 0),
    bytesBehind: splice.content.length - splice.length,
  }
}

function statementsOf(
  old: StatementTable,
  cut: Cut,
  { tree, before, behind }: Part,
): FileChange['statements'] {
  const from = firstFrom(old.firsts, cut.from)
  const oldTo = firstFrom(old.firsts, cut.oldTo)
  return { from, oldTo, newTo: from + tree.table.firsts.length - before - behind }
}

function carriedOver(
  old: SyntaxTree,
  content: ByteString,
  { splice, statements }: Pick<FileChange, 'splice' | 'statements'>,
  run: Run,
  part: Part,
  cut: Cut,
): SyntaxTree {
  const { tokens, table, lines } = old.takeParts(() => parse(old.content))
  const parts = {
    tokens: splicedTokens(tokens, cut),
    table: splicedTable(table, part, statements, cut, run),
    lines: splicedLines(lines, splice),
  }
  return new SyntaxTree(content, parts, [])
}

function splicedTokens({ kinds, ends, hasOdd }: Tokens, cut: Cut): Tokens {
  return {
    kinds: spliceInPlace(kinds, cut.from, cut.oldTo, cut.kinds, 0, 0),
    ends: spliceInPlace(ends, cut.from, cut.oldTo, cut.ends, cut.bytesWithin, cut.bytesBehind),
    hasOdd: hasOdd || cut.hasOdd,
  }
}

function splicedTable(
  old: StatementTable,
  { tree: { table }, before }: Part,
  { from, oldTo, newTo }: FileChange['statements'],
  cut: Cut,
  { outer }: Run,
): StatementTable {
  const tokensWithin = cut.from - cut.skipped
  const tokensBehind = cut.from + cut.kinds.length - cut.oldTo
  const column = <A extends Uint8Array | Uint32Array>(all: A, part: A, within: number, behind: number): A => {
    const inserted = part.subarray(before, before + newTo - from) as A
    return spliceInPlace(all, from, oldTo, inserted, within, behind)
  }
  const tokens = (name: 'firsts' | 'heads' | 'ends') =>
    column(old[name], table[name], tokensWithin, tokensBehind)
  const ends = tokens('ends')
  const nexts = column(old.nexts, table.nexts, from - before, newTo - oldTo)
  for (const { index } of outer) {
    ends[index] = (ends[index] ?? 0) + tokensBehind
    nexts[index] = (nexts[index] ?? 0) + newTo - oldTo
  }
  const flags = column(old.flags, table.flags, 0, 0)
  return { firsts: tokens('firsts'), heads: tokens('heads'), ends, nexts, flags }
}

function splicedLines(old: LineStarts, { offset, length, content }: Splice): LineStarts {
  const from = firstFrom(old, offset + 1)
  const oldTo = firstFrom(old, offset + length + 1)
  return spliceInPlace(old, from, oldTo, lineStarts(content).subarray(1), offset, content.length - length)
}

/** Index of the first token that begins at an offset or behind it. */
function tokenFrom({ ends }: Tokens, offset: number): number {
  if (offset === 0) return 0
  return firstFrom(ends, offset) + 1
}
