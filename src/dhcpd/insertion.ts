import type { ByteString } from './source.ts'
import { leadingBlanks } from './stanza.ts'

/** Where lines can be put into a file, and what must stand round them so that nothing else changes its meaning. */
export interface InsertionPoint {
  readonly offset: number
  readonly before: ByteString
  /** What each of the lines begins with. */
  readonly outer: ByteString
  readonly newline: ByteString
  readonly after: ByteString
}

/**
 * The point behind a declaration that ends at `end` and the comment that trails it: at the end of the line, or right
 * there where something else follows on the line.
 * @param offset where the declaration begins
 * @param gap whether a blank line is to part the two
 */
export function pointBehind(content: ByteString, offset: number, end: number, gap: boolean): InsertionPoint {
  const newline = newlineNear(content, end)
  const outer = leadingBlanks(content.slice(lineStart(content, offset), offset))
  const lineEnd = endOfLine(content, end)
  const behind = endOfTrailingComment(content, end, lineEnd)
  const alone = content.slice(behind, lineEnd).trim() === ''
  return {
    offset: alone ? lineEnd : behind,
    before: gap ? newline + newline : newline,
    outer,
    newline,
    after: alone ? '' : newline,
  }
}

/**
 * The point behind all that a file says. What is put there comes in front of the last line break, so that a file
 * without a final line break is left without one.
 */
export function pointAtEnd(content: ByteString): InsertionPoint {
  const said = endOfWords(content)
  if (said === 0) return { offset: 0, before: '', outer: '', newline: '\n', after: '\n' }
  const newline = newlineNear(content, said)
  return { offset: endOfLine(content, said), before: newline + newline, outer: '', newline, after: '' }
}

/** Whether a blank line parts a declaration, with the comments above it, from what stands before. */
export function hasGapAbove(content: ByteString, offset: number): boolean {
  let start = lineStart(content, offset)
  while (start > 0) {
    const above = lineStart(content, start - 1)
    const line = content.slice(above, start).trim()
    if (!line.startsWith('#')) return line === ''
    start = above
  }
  return false
}

/** A byte 0xFF ends a comment for dhcpd, so that what follows it on the line is no comment. */
function endOfTrailingComment(content: ByteString, end: number, lineEnd: number): number {
  const rest = content.slice(end, lineEnd)
  if (!rest.trimStart().startsWith('#')) return end
  const last = rest.indexOf('\u00ff')
  return last === -1 ? lineEnd : end + last + 1
}

function lineStart(content: ByteString, offset: number): number {
  return offset === 0 ? 0 : content.lastIndexOf('\n', offset - 1) + 1
}

/** Offset of the line break (LF or CRLF) that ends the line, or of the end of the file. */
function endOfLine(content: ByteString, offset: number): number {
  const feed = content.indexOf('\n', offset)
  if (feed === -1) return content.length
  return feed > offset && content[feed - 1] === '\r' ? feed - 1 : feed
}

/** Offset past the last byte that is no white space. */
function endOfWords(content: ByteString): number {
  let end = content.length
  while (end > 0 && ' \t\r\n\f\v'.includes(content.charAt(end - 1))) end--
  return end
}

/** The kind of line break that is used where something is to be put: the one before it, else the one after it. */
function newlineNear(content: ByteString, offset: number): ByteString {
  const before = content.lastIndexOf('\n', offset - 1)
  const feed = before === -1 ? content.indexOf('\n', offset) : before
  return feed > 0 && content[feed - 1] === '\r' ? '\r\n' : '\n'
}
