import { commentsOf } from '../dhcpd/comments.ts'
import { startOfNextLine } from '../dhcpd/edit-lines.ts'
import { parse } from '../dhcpd/parse.ts'
import { applyEdits, type ByteString } from '../dhcpd/source.ts'
import { HAS_BLOCK, type StatementTable } from '../dhcpd/statement.ts'
import { extentOf, keywordOf, Statement, type SyntaxTree } from '../dhcpd/syntax.ts'
import { TokenKind, tokenStart } from '../dhcpd/token.ts'

/** A change of one file, by its offsets. */
export interface Splice {
  readonly offset: number
  readonly length: number
  readonly content: ByteString
}

interface Extent {
  readonly offset: number
  readonly end: number
}

/**
 * Widens edits of one file, given in any order, to splices that the helper takes (SAFETY K3): each begins and ends
 * between two statements, outside comments, and takes out and puts in whole hosts. By rising offset; two do not touch.
 * What they give is what the edits give.
 */
export function wholeHosts(tree: SyntaxTree, edits: readonly Splice[]): Splice[] {
  const parts = edits
    .map((edit) => ({ ...widened(tree, edit), edits: [edit] }))
    .toSorted((a, b) => a.offset - b.offset)
  const joined: { offset: number; end: number; edits: Splice[] }[] = []
  for (const part of parts) {
    const before = joined.at(-1)
    if (before && part.offset <= before.end) {
      before.end = Math.max(before.end, part.end)
      before.edits.push(...part.edits)
    } else joined.push(part)
  }
  return joined.map(({ offset, end, edits }) => ({
    offset,
    length: end - offset,
    content: applyEdits(
      tree.content.slice(offset, end),
      edits.map((edit) => ({ ...edit, offset: edit.offset - offset })),
    ),
  }))
}

function widened(tree: SyntaxTree, edit: Splice): Extent {
  const own = { offset: edit.offset, end: edit.offset + edit.length }
  const written = parse(edit.content)
  const round = hostsRound(tree, own)
  const within = round.filter(({ offset, end }) => offset < own.end && own.offset < end)
  // What changes comments alone is put in together with the host that they belong to.
  const touched = within.length > 0 || holdsHost(written) ? within : round
  const first = Math.min(own.offset, ...touched.map(({ offset }) => offset))
  const last = Math.max(own.end, ...touched.map(({ end }) => end))
  const endsInComment = last === own.end && written.tokens.kinds.at(-1) === TokenKind.comment
  const cutsComment = endsInComment || commentUpTo(tree, last) !== undefined
  return {
    offset: commentUpTo(tree, first) ?? first,
    end: cutsComment ? startOfNextLine(tree.content, last) : last,
  }
}

/** The hosts that an extent cuts, or whose own comments it cuts or meets. */
function hostsRound(tree: SyntaxTree, { offset, end }: Extent): Extent[] {
  const { table } = tree
  const hosts: Extent[] = []
  for (let index = firstNear(tree, offset); index < table.firsts.length; ) {
    const statement = new Statement(table, index)
    const own = commentsOf(tree, statement)
    if (tokenStart(tree.tokens, own.first) > end) break
    const isHost = keywordOf(tree, statement) === 'host'
    if (isHost && (tree.tokens.ends[own.end - 1] ?? 0) >= offset) hosts.push(extentOf(tree, statement))
    index = isHost ? nextOf(table, index) : index + 1
  }
  return hosts
}

/** Index of the host that an offset lies in, else of the last statement before it that is no part of a host. */
function firstNear(tree: SyntaxTree, offset: number): number {
  const { table, tokens } = tree
  let low = 0
  let high = table.firsts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (tokenStart(tokens, table.firsts[middle] ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  let near = Math.max(0, low - 1)
  while (near > 0 && !isBlock(table, near)) near--
  return near
}

function isBlock(table: StatementTable, index: number): boolean {
  return ((table.flags[index] ?? 0) & HAS_BLOCK) !== 0
}

function nextOf(table: StatementTable, index: number): number {
  return Math.max(index + 1, table.nexts[index] ?? 0)
}

function holdsHost(tree: SyntaxTree): boolean {
  return tree.statements.some((statement) => statement.hasBlock && keywordOf(tree, statement) === 'host')
}

/** Offset of the comment in which an offset lies, or which it ends. */
function commentUpTo({ tokens }: SyntaxTree, offset: number): number | undefined {
  let low = 0
  let high = tokens.ends.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens.ends[middle] ?? 0) < offset) low = middle + 1
    else high = middle
  }
  const start = tokenStart(tokens, low)
  return start < offset && tokens.kinds[low] === TokenKind.comment ? start : undefined
}
