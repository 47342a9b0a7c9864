import type { ByteString } from './source.ts'

/** Offset of the first byte of the line that an offset lies in. Only a line feed ends a line, as in dhcpd's counting. */
export function startOfLine(content: ByteString, offset: number): number {
  return offset === 0 ? 0 : content.lastIndexOf('\n', offset - 1) + 1
}

/** Offset of the line break (LF or CRLF) that ends the line, or of the end of the file. */
export function endOfLine(content: ByteString, offset: number): number {
  const feed = content.indexOf('\n', offset)
  if (feed === -1) return content.length
  return feed > offset && content[feed - 1] === '\r' ? feed - 1 : feed
}

/** Offset at which the next line begins, or of the end of the file. */
export function startOfNextLine(content: ByteString, offset: number): number {
  const feed = content.indexOf('\n', offset)
  return feed === -1 ? content.length : feed + 1
}

/** Whether a text is nothing but dhcpd's white space; `trim()` would take bytes of words for blanks. */
export function isBlank(text: ByteString): boolean {
  return endOfWords(text, text.length) === 0
}

/** Offset past the last byte before `end` that is no white space to dhcpd. */
export function endOfWords(content: ByteString, end: number): number {
  let position = end
  while (position > 0 && ' \t\r\n\f\v'.includes(content.charAt(position - 1))) position--
  return position
}

/** The blanks and tabs that a text begins with. */
export function leadingBlanks(text: ByteString): ByteString {
  let end = 0
  while (text[end] === ' ' || text[end] === '\t') end++
  return text.slice(0, end)
}

/** What stands before an offset on its line where that is only blanks and tabs, else the line's indentation. */
export function indentationAt(content: ByteString, offset: number): ByteString {
  return leadingBlanks(content.slice(startOfLine(content, offset), offset))
}

/** The kind of line break that is used where something is to be put: the one before it, else the one after it. */
export function newlineNear(content: ByteString, offset: number): ByteString {
  const before = offset === 0 ? -1 : content.lastIndexOf('\n', offset - 1)
  const feed = before === -1 ? content.indexOf('\n', offset) : before
  return feed > 0 && content[feed - 1] === '\r' ? '\r\n' : '\n'
}
