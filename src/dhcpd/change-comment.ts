import { commentsOf } from './comments.ts'
import { endOfLine, endOfWords, indentationAt, isBlank, startOfLine } from './edit-lines.ts'
import { EditRefused } from './edit-refused.ts'
import { textAt } from './edit-statement.ts'
import { cutOut, type Splice } from './remove.ts'
import { type ByteString, decodeText, encodeText } from './source.ts'
import type { Statement, SyntaxTree } from './syntax.ts'
import { type Tenure, tenureLine } from './tenure.ts'
import { tokenStart } from './token.ts'

/**
 * Makes the comments of a host say these lines of text for people: each line takes the place of what one comment said, comments beyond
 * them are taken out, and lines beyond the comments are put above. `#`, its blanks and what trails it stay.
 * @throws EditRefused where a new comment has no place, as the host shares its lines with others.
 */
export function setComments(
  tree: SyntaxTree,
  host: Statement,
  lines: readonly string[],
  newline: ByteString,
): readonly Splice[] {
  const { tokens, first } = commentsOf(tree, host)
  const extra = Math.max(0, lines.length - tokens.length)
  const kept = lines.slice(extra)
  const splices = tokens.flatMap((token, index) => {
    const line = kept[index]
    return line === undefined ? [cutOut(tree, token, token + 1)] : sayInstead(tree, token, line)
  })
  if (extra === 0) return splices
  return [...splices, addComments(tree, first, host.end, lines.slice(0, extra), newline)]
}

/**
 * Makes a comment of a host say whose it is and until when: in the place of the one that said it, or above all others. `none` takes
 * it out.
 * @throws EditRefused as {@link setComments} does.
 */
export function setTenure(
  tree: SyntaxTree,
  host: Statement,
  tenure: Tenure | 'none',
  newline: ByteString,
): readonly Splice[] {
  const { tenure: token, first } = commentsOf(tree, host)
  if (tenure === 'none') return token === undefined ? [] : [cutOut(tree, token, token + 1)]
  const line = tenureLine(tenure)
  if (token !== undefined) return sayInstead(tree, token, line)
  return [addComments(tree, first, host.end, [line], newline)]
}

function sayInstead(tree: SyntaxTree, token: number, line: string): Splice[] {
  const text = textAt(tree, token)
  const [opening = ''] = /^#+[ \t\r\f\v]*/.exec(text) ?? []
  const said = text.slice(opening.length, endOfWords(text, text.length))
  // What says the same in another encoding is left as it is.
  if (decodeText(said) === line) return []
  if (said.endsWith('\u00ff')) {
    throw new EditRefused('a comment of it ends in a byte 0xFF, behind which dhcpd reads on')
  }
  const offset = tokenStart(tree.tokens, token) + opening.length
  return [{ offset, length: said.length, content: encodeText(line) }]
}

function addComments(
  tree: SyntaxTree,
  first: number,
  end: number,
  lines: readonly string[],
  newline: ByteString,
): Splice {
  const { content } = tree
  const offset = tokenStart(tree.tokens, first)
  const outer = indentationAt(content, offset)
  if (isBlank(content.slice(startOfLine(content, offset), offset))) {
    return {
      offset,
      length: 0,
      content: lines.map((line) => `# ${encodeText(line)}${newline}${outer}`).join(''),
    }
  }
  const behind = tree.tokens.ends[end - 1] ?? content.length
  if (lines.length > 1 || !isBlank(content.slice(behind, endOfLine(content, behind)))) {
    throw new EditRefused('it shares its line with others, so that a comment has no place')
  }
  return { offset: behind, length: 0, content: ` # ${encodeText(lines[0] ?? '')}` }
}
