// diff: the usual one; compares by lines (Myers).
import { type StructuredPatchHunk, structuredPatch } from 'diff'
import { startOfLine, startOfNextLine } from '../../dhcpd/edit-lines.ts'
import type { Splice } from '../../dhcpd/remove.ts'
import { applyEdits, type ByteString } from '../../dhcpd/source.ts'

/** How many unchanged lines are shown on either side. */
const CONTEXT = 3

/**
 * The hunks of a unified diff between a file and what edits make of it. Each stretch of edits is compared alone, as
 * comparing whole files takes time that grows with the square of what differs: an import puts hosts into many places.
 */
export function hunksOf(before: ByteString, edits: readonly Splice[]): StructuredPatchHunk[] {
  const hunks: StructuredPatchHunk[] = []
  let read = 0
  let line = 0
  let added = 0
  for (const stretch of stretchesOf(before, edits)) {
    line += lineBreaks(before.slice(read, stretch.from))
    const old = before.slice(stretch.from, stretch.to)
    const moved = stretch.edits.map((edit) => ({ ...edit, offset: edit.offset - stretch.from }))
    const fresh = applyEdits(old, moved)
    for (const hunk of structuredPatch('', '', old, fresh, '', '', { context: CONTEXT }).hunks) {
      hunks.push({ ...hunk, oldStart: hunk.oldStart + line, newStart: hunk.newStart + line + added })
    }
    read = stretch.to
    line += lineBreaks(old)
    added += lineBreaks(fresh) - lineBreaks(old)
  }
  return hunks
}

/** Whole lines round edits that are near each other, in bytes. */
interface Stretch {
  readonly from: number
  to: number
  readonly edits: Splice[]
}

function stretchesOf(content: ByteString, edits: readonly Splice[]): Stretch[] {
  const stretches: Stretch[] = []
  for (const edit of edits.toSorted((a, b) => a.offset - b.offset)) {
    const from = linesBefore(content, edit.offset)
    const to = linesBehind(content, edit.offset + edit.length)
    const last = stretches.at(-1)
    if (last && from <= last.to) {
      last.edits.push(edit)
      last.to = Math.max(last.to, to)
    } else stretches.push({ from, to, edits: [edit] })
  }
  return stretches
}

function linesBefore(content: ByteString, offset: number): number {
  let from = startOfLine(content, offset)
  for (let count = 0; count < CONTEXT && from > 0; count++) from = startOfLine(content, from - 1)
  return from
}

function linesBehind(content: ByteString, offset: number): number {
  let to = startOfNextLine(content, offset)
  for (let count = 0; count < CONTEXT; count++) to = startOfNextLine(content, to)
  return to
}

function lineBreaks(text: ByteString): number {
  let count = 0
  for (let feed = text.indexOf('\n'); feed !== -1; feed = text.indexOf('\n', feed + 1)) count++
  return count
}
