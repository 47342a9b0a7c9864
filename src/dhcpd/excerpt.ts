import { indentationAt } from './edit-lines.ts'
import type { Splice } from './remove.ts'
import { type Run, runsOf } from './runs.ts'
import { wordNotIn } from './sentinel.ts'
import { applyEdits, type ByteString } from './source.ts'
import { extentOf, type Statement, type SyntaxTree } from './syntax.ts'

/** As much of a file as edits can change the meaning of, before and after them. */
export interface Excerpt {
  readonly before: ByteString
  readonly after: ByteString
}

/**
 * Cuts out of a file the statements that edits touch, with the hosts next to them (whose comments could change hands),
 * each under the bare heads of the declarations that it stands in. What is left out reads the same before and after:
 * every cut is made behind a `;` or a brace, and a sentinel shows where an edit would swallow what follows it.
 * @param tree without problems: else a statement may not end where it seems to
 * @param edits those of one place in the order in which they are applied
 */
export function excerptOf(tree: SyntaxTree, edits: readonly Splice[]): Excerpt {
  const pieces = runsOf(tree, edits).map((run) => pieceOf(tree, run))
  return {
    before: pieces.map(({ before }) => before).join(''),
    after: pieces.map(({ after }) => after).join(''),
  }
}

function pieceOf(tree: SyntaxTree, { edits, outer, from, to, hasPrevious, hasNext }: Run): Excerpt {
  const content = tree.content.slice(from, to)
  const moved = edits.map((edit) => ({ ...edit, offset: edit.offset - from }))
  const after = applyEdits(content, moved)
  // It changes nothing, and stands for what a run follows, whose comment may trail it, and for what follows the run.
  const sentinel = `${wordNotIn(content + after)};`
  const heads = outer.map((statement) => headOf(tree, statement)).join('')
  const opening = heads + (hasPrevious ? sentinel : '')
  const braces = outer.length === 0 ? '' : `${'}'.repeat(outer.length)}${sentinel}`
  const closing = (hasNext ? sentinel : '') + braces
  return { before: opening + content + closing, after: opening + after + closing }
}

/** Up to its `{`, indented as it is in the file: people are shown hosts without what indents their line. */
function headOf(tree: SyntaxTree, statement: Statement): ByteString {
  const { offset } = extentOf(tree, statement)
  return `\n${indentationAt(tree.content, offset)}${tree.content.slice(offset, tree.tokens.ends[statement.head])}`
}
