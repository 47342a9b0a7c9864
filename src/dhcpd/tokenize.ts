import type { ByteString } from './source.ts'
import { readQuoted } from './strings.ts'
import { TokenKind, type Tokens } from './token.ts'

const LINE_FEED = 0x0a
const QUOTE = 0x22
const UNDERSCORE = 0x5f
const END_OF_FILE = 0xff
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf'

/** The kind of token that each byte begins. */
const kindOfByte = new Uint8Array(256).fill(TokenKind.word)
for (const space of ' \t\r\n\f\v') kindOfByte[space.charCodeAt(0)] = TokenKind.space
for (const mark of ',=()') kindOfByte[mark.charCodeAt(0)] = TokenKind.mark
kindOfByte[0x23] = TokenKind.comment
kindOfByte[QUOTE] = TokenKind.string
kindOfByte[0x7b] = TokenKind.open
kindOfByte[0x7d] = TokenKind.close
kindOfByte[0x3b] = TokenKind.semicolon
kindOfByte[0x00] = TokenKind.alien
kindOfByte[END_OF_FILE] = TokenKind.unread

/**
 * Cuts a file into tokens as ISC dhcpd does (`common/conflex.c`), but for words: a run of other bytes is one
 * word here (`10.0.0.1`, `00:11:22:33:44:55`, `a.example.net`), where dhcpd makes a token of each part.
 * Takes any bytes and never fails; the tokens tile them.
 */
export function tokenize(content: ByteString): Tokens {
  let kinds = new Uint8Array(capacityFor(content))
  let ends = new Uint32Array(kinds.length)
  let count = 0
  let position = 0
  while (position < content.length) {
    if (count === kinds.length) {
      kinds = grown(kinds, new Uint8Array(kinds.length * 2))
      ends = grown(ends, new Uint32Array(ends.length * 2))
    }
    let kind = kindAt(content, position, kinds[count - 1])
    let end: number
    if (kind === TokenKind.string) {
      const string = readQuoted(content, position)
      end = string.end
      if (!string.closed) kind = TokenKind.openString
    } else end = endOfToken(content, position, kind)
    kinds[count] = kind
    ends[count] = end
    count++
    position = end
  }
  return { kinds: kinds.subarray(0, count), ends: ends.subarray(0, count) }
}

/** Configurations have a token every four bytes or so; a generous guess saves copying. */
function capacityFor(content: ByteString): number {
  return (content.length >> 1) + 16
}

function grown<A extends Uint8Array | Uint32Array>(from: A, to: A): A {
  to.set(from)
  return to
}

function kindAt(content: ByteString, position: number, before: number | undefined): TokenKind {
  if (position === 0 && content.startsWith(BYTE_ORDER_MARK)) return TokenKind.alien
  const kind = kindOfByte[content.charCodeAt(position)] as TokenKind
  const swallowed = kind === TokenKind.unread && before === TokenKind.word && endsName(content, position)
  return swallowed ? TokenKind.alien : kind
}

/** A byte 0xFF right behind a name or number is lost, and dhcpd reads on: its scanner cannot put it back. */
function endsName(content: ByteString, position: number): boolean {
  let before = position - 1
  while (before >= 0 && content.charCodeAt(before) === UNDERSCORE) before--
  return before >= 0 && /[A-Za-z0-9-]/.test(content.charAt(before))
}

function endOfToken(content: ByteString, start: number, kind: TokenKind): number {
  switch (kind) {
    case TokenKind.space:
    case TokenKind.word:
      return endOfRun(content, start, kind)
    case TokenKind.comment:
      return endOfComment(content, start)
    case TokenKind.unread:
      return content.length
    case TokenKind.alien:
      return start + (content.startsWith(BYTE_ORDER_MARK, start) ? BYTE_ORDER_MARK.length : 1)
    default:
      return start + 1
  }
}

function endOfRun(content: ByteString, start: number, kind: TokenKind): number {
  let position = start + 1
  while (position < content.length && kindOfByte[content.charCodeAt(position)] === kind) position++
  return position
}

/** A comment ends before its line feed, or after a byte 0xFF: what follows on that line dhcpd reads as tokens. */
function endOfComment(content: ByteString, start: number): number {
  for (let position = start + 1; position < content.length; position++) {
    const byte = content.charCodeAt(position)
    if (byte === LINE_FEED) return position
    if (byte === END_OF_FILE) return position + 1
  }
  return content.length
}
