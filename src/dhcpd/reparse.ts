import { wordNotIn } from './excerpt.ts'
import { type LineStarts, lineStarts } from './lines.ts'
import { parse } from './parse.ts'
import type { Splice } from './remove.ts'
import { type Run, runsOf } from './runs.ts'
import type { ByteString } from './source.ts'
import type { StatementTable } from './statement.ts'
import { keywordOf, SyntaxTree } from './syntax.ts'
import type { Tokens } from './token.ts'

/** A file read again after a change, and where the change lies; indexes are those of the tables of both trees. */
export interface Reparsed {
  readonly tree: SyntaxTree
  /** The statements from `from` up to `oldTo` became those from `from` up to `newTo`; all others are as they were. */
  readonly statements: { readonly from: number; readonly oldTo: number; readonly newTo: number }
  /** The bytes in which the contents differ. */
  readonly splice: Splice
}

/**
 * Reads a file of which an earlier content is known: only the statements round the bytes that differ are read, all
 * others are taken over.
 * @returns the same tree as `parse` would give; undefined where the whole has to be read, as where one of the two has
 * problems.
 */
export function reparse(old: SyntaxTree, content: ByteString): Reparsed | undefined {
  if (old.problems.length > 0) return undefined
  const splice = differenceOf(old.content, content)
  const [run] = runsOf(old, [splice])
  const part = run && readRun(content, run, splice.content.length - splice.length)
  return run && part && spliced(old, content, run, part, splice)
}

/** Blocks of this size are compared at once, which is many times as fast as byte by byte. */
const BLOCK = 1 << 14

/** The bytes in which two contents differ, from the first to the last. */
function differenceOf(old: ByteString, content: ByteString): Splice {
  const most = Math.min(old.length, content.length)
  let head = 0
  while (head + BLOCK <= most && old.slice(head, head + BLOCK) === content.slice(head, head + BLOCK)) {
    head += BLOCK
  }
  while (head < most && old.charCodeAt(head) === content.charCodeAt(head)) head++
  const { length } = content
  let tail = 0
  while (
    tail + BLOCK <= most - head &&
    old.slice(old.length - tail - BLOCK, old.length - tail) ===
      content.slice(length - tail - BLOCK, length - tail)
  ) {
    tail += BLOCK
  }
  while (
    tail < most - head &&
    old.charCodeAt(old.length - 1 - tail) === content.charCodeAt(length - 1 - tail)
  ) {
    tail++
  }
  return { offset: head, length: old.length - tail - head, content: content.slice(head, length - tail) }
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
function readRun(content: ByteString, { from, to, outer, hasNext }: Run, delta: number): Part | undefined {
  const text = content.slice(from, to + delta)
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

function spliced(old: SyntaxTree, content: ByteString, run: Run, part: Part, splice: Splice): Reparsed {
  const skipped = part.before * SENTINEL_TOKENS
  const { tokens, table } = part.tree
  const cut: Cut = {
    from: tokenFrom(old.tokens, run.from),
    oldTo: tokenFrom(old.tokens, run.to),
    kinds: tokens.kinds.subarray(skipped, tokens.kinds.length - part.behind * SENTINEL_TOKENS),
    ends: tokens.ends.subarray(skipped, tokens.kinds.length - part.behind * SENTINEL_TOKENS),
    skipped,
    bytesWithin: run.from - (tokens.ends[skipped - 1] ?? 0),
    bytesBehind: splice.content.length - splice.length,
  }
  const from = firstFrom(old.table.firsts, cut.from)
  const oldTo = firstFrom(old.table.firsts, cut.oldTo)
  const newTo = from + table.firsts.length - part.before - part.behind
  const statements = { from, oldTo, newTo }
  const tree = new SyntaxTree(
    content,
    splicedTokens(old.tokens, cut),
    splicedTable(old.table, part, statements, cut, run),
    [],
    splicedLines(old.lines, splice),
  )
  return { tree, statements, splice }
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

function splicedTokens(old: Tokens, cut: Cut): Tokens {
  const behind = cut.from + cut.kinds.length
  const length = old.kinds.length - cut.oldTo + behind
  const kinds = new Uint8Array(length)
  kinds.set(old.kinds.subarray(0, cut.from))
  kinds.set(cut.kinds, cut.from)
  kinds.set(old.kinds.subarray(cut.oldTo), behind)
  const ends = new Uint32Array(length)
  ends.set(old.ends.subarray(0, cut.from))
  moveInto(ends, cut.from, cut.ends, cut.bytesWithin)
  moveInto(ends, behind, old.ends.subarray(cut.oldTo), cut.bytesBehind)
  return { kinds, ends }
}

function splicedTable(
  old: StatementTable,
  { tree: { table }, before }: Part,
  { from, oldTo, newTo }: Reparsed['statements'],
  cut: Cut,
  { outer }: Run,
): StatementTable {
  const length = old.firsts.length - oldTo + newTo
  const inPart = [before, before + newTo - from] as const
  const column = (name: 'firsts' | 'heads' | 'ends' | 'nexts', within: number, behind: number) => {
    const values = new Uint32Array(length)
    values.set(old[name].subarray(0, from))
    moveInto(values, from, table[name].subarray(...inPart), within)
    moveInto(values, newTo, old[name].subarray(oldTo), behind)
    return values
  }
  const tokensWithin = cut.from - cut.skipped
  const tokensBehind = cut.from + cut.kinds.length - cut.oldTo
  const flags = new Uint8Array(length)
  flags.set(old.flags.subarray(0, from))
  flags.set(table.flags.subarray(...inPart), from)
  flags.set(old.flags.subarray(oldTo), newTo)
  const ends = column('ends', tokensWithin, tokensBehind)
  const nexts = column('nexts', from - before, newTo - oldTo)
  for (const { index } of outer) {
    ends[index] = (ends[index] ?? 0) + tokensBehind
    nexts[index] = (nexts[index] ?? 0) + newTo - oldTo
  }
  const firsts = column('firsts', tokensWithin, tokensBehind)
  return { firsts, heads: column('heads', tokensWithin, tokensBehind), ends, nexts, flags }
}

function splicedLines(old: LineStarts, { offset, length, content }: Splice): LineStarts {
  const within = lineStarts(content).subarray(1)
  const from = firstFrom(old, offset + 1)
  const behind = old.subarray(firstFrom(old, offset + length + 1))
  const lines = new Uint32Array(from + within.length + behind.length)
  lines.set(old.subarray(0, from))
  moveInto(lines, from, within, offset)
  moveInto(lines, from + within.length, behind, content.length - length)
  return lines
}

/** Copies values, with something added to each. */
function moveInto(target: Uint32Array, at: number, values: Uint32Array, added: number): void {
  for (let index = 0; index < values.length; index++) target[at + index] = (values[index] ?? 0) + added
}

/** Index of the first token that begins at an offset or behind it. */
function tokenFrom({ ends }: Tokens, offset: number): number {
  if (offset === 0) return 0
  return firstFrom(ends, offset) + 1
}

/** Index of the first of ascending values that is not below another. */
function firstFrom(values: Uint32Array, least: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? 0) < least) low = middle + 1
    else high = middle
  }
  return low
}
