import { readQuoted } from '../strings.ts'
import type { SyntaxTree } from '../syntax.ts'
import { LONGEST_TOKEN, TokenKind, tokenStart } from '../token.ts'
import type { Reader } from './reader.ts'
import { endOfPiece } from './scan.ts'

const BACKSLASH = 0x5c

/** Reports what dhcpd refuses in single tokens, whatever they mean: those that are too long, and broken strings. */
export function checkTokens(reader: Reader): void {
  const { source } = reader.lexemes
  const { kinds, ends, hasOdd } = source.tokens
  if (!hasOdd) return
  for (let index = 0, start = 0; index < kinds.length; index++) {
    const end = ends[index] ?? start
    const kind = kinds[index]
    const isString = kind === TokenKind.string || kind === TokenKind.openString
    if (isString || end - start > LONGEST_TOKEN) checkToken(reader, index, start, end)
    start = end
  }
}

function checkToken(reader: Reader, index: number, start: number, end: number): void {
  const { source } = reader.lexemes
  switch (source.tokens.kinds[index]) {
    case TokenKind.openString:
      reader.report('unclosed-string', { offset: start }, 'this string has no closing quote')
      break
    case TokenKind.string:
      if (end - start > LONGEST_TOKEN || hasEscape(source, start, end)) checkString(reader, source, start)
      break
    case TokenKind.space:
      if (end - start - lostToComment(source, index) > LONGEST_TOKEN) reportLong(reader, start, 'white space')
      break
    case TokenKind.word:
      checkLongWord(reader, source, start, end)
  }
}

function hasEscape({ content }: SyntaxTree, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (content.charCodeAt(at) === BACKSLASH) return true
  return false
}

function reportLong(reader: Reader, offset: number, what: string): void {
  reader.report('too-long', { offset }, `this ${what} is over ${LONGEST_TOKEN} bytes long`)
}

function checkString(reader: Reader, { content }: SyntaxTree, start: number): void {
  const { value, badEscape } = readQuoted(content, start)
  if (value.length > LONGEST_TOKEN) reportLong(reader, start, 'string')
  if (badEscape === undefined) return
  reader.report('bad-escape', { offset: badEscape }, 'this is no digit of the escape before it')
}

/** The line feed behind a comment is a part of the comment for dhcpd. */
function lostToComment({ content, tokens }: SyntaxTree, index: number): number {
  const behindComment = tokens.kinds[index - 1] === TokenKind.comment
  return behindComment && content[tokenStart(tokens, index)] === '\n' ? 1 : 0
}

/** A word may be long as long as no name or number in it is. */
function checkLongWord(reader: Reader, { content }: SyntaxTree, start: number, limit: number): void {
  for (let at = start; at < limit; ) {
    const end = endOfPiece(content, at, limit)
    if (end - at > LONGEST_TOKEN) reportLong(reader, at, 'word')
    at = end
  }
}
