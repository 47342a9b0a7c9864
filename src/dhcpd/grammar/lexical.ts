import { readQuoted } from '../strings.ts'
import type { SyntaxTree } from '../syntax.ts'
import { TokenKind, tokenStart } from '../token.ts'
import type { Reader } from './reader.ts'
import { endOfPiece } from './scan.ts'

/** dhcpd puts a token, what a string stands for, and a run of white space into 1,500 bytes, one of them for the end. */
const LONGEST = 1499
const BACKSLASH = 0x5c

/** Reports what dhcpd refuses in single tokens, whatever they mean: those that are too long, and broken strings. */
export function checkTokens(reader: Reader): void {
  const { source } = reader.lexemes
  const { kinds, ends } = source.tokens
  for (let index = 0, start = 0; index < kinds.length; index++) {
    const end = ends[index] ?? start
    switch (kinds[index]) {
      case TokenKind.openString:
        reader.report('unclosed-string', { offset: start }, 'this string has no closing quote')
        break
      case TokenKind.string:
        if (end - start > LONGEST || hasEscape(source, start, end)) checkString(reader, source, start)
        break
      case TokenKind.space:
        if (end - start - lostToComment(source, index) > LONGEST) reportLong(reader, start, 'white space')
        break
      case TokenKind.word:
        if (end - start > LONGEST) checkLongWord(reader, source, start, end)
    }
    start = end
  }
}

function hasEscape({ content }: SyntaxTree, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (content.charCodeAt(at) === BACKSLASH) return true
  return false
}

function reportLong(reader: Reader, offset: number, what: string): void {
  reader.report('too-long', { offset }, `this ${what} is over ${LONGEST} bytes long`)
}

function checkString(reader: Reader, { content }: SyntaxTree, start: number): void {
  const { value, badEscape } = readQuoted(content, start)
  if (value.length > LONGEST) reportLong(reader, start, 'string')
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
    if (end - at > LONGEST) reportLong(reader, at, 'word')
    at = end
  }
}
