import { type ByteString, toBytes } from './source.ts'
import { readQuoted } from './strings.ts'
import { TokenKind, type Tokens } from './token.ts'

const LINE_FEED = 0x0a
const QUOTE = 0x22
const UNDERSCORE = 0x5f
const END_OF_FILE = 0xff
const BACKSLASH = 0x5c
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]

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
  // Bytes in a flat array are looked at twice as fast as the characters of a string.
  const bytes = toBytes(content)
  let kinds = new Uint8Array(capacityFor(content))
  let ends = new Uint32Array(kinds.length)
  let count = 0
  let position = 0
  while (position < bytes.length) {
    if (count === kinds.length) {
      kinds = grown(kinds, new Uint8Array(kinds.length * 2))
      ends = grown(ends, new Uint32Array(ends.length * 2))
    }
    let kind = kindOfByte[bytes[position] ?? 0] as TokenKind
    if (kind === TokenKind.word || kind === TokenKind.space) {
      // One in two tokens at least: met here, without a call.
      if (position > 0 || !hasByteOrderMark(bytes)) position = endOfRun(bytes, position, kind)
      else {
        kind = TokenKind.alien
        position = BYTE_ORDER_MARK.length
      }
    } else if (kind === TokenKind.string) {
      const plainEnd = endOfPlainString(bytes, position)
      if (plainEnd === undefined) {
        const string = readQuoted(content, position)
        position = string.end
        if (!string.closed) kind = TokenKind.openString
      } else position = plainEnd
    } else if (kind === TokenKind.comment) position = endOfComment(bytes, position)
    else if (kind === TokenKind.unread) {
      if (kinds[count - 1] === TokenKind.word && endsName(bytes, position)) {
        kind = TokenKind.alien
        position++
      } else position = bytes.length
    } else position++
    kinds[count] = kind
    ends[count] = position
    count++
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

function hasByteOrderMark(bytes: Uint8Array): boolean {
  return BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte)
}

function endOfRun(bytes: Uint8Array, start: number, kind: TokenKind): number {
  let position = start + 1
  while (position < bytes.length && kindOfByte[bytes[position] ?? 0] === kind) position++
  return position
}

/** Past the closing quote of a string without escapes and 0xFF, as most are; undefined for any other. */
function endOfPlainString(bytes: Uint8Array, start: number): number | undefined {
  for (let position = start + 1; position < bytes.length; position++) {
    const byte = bytes[position]
    if (byte === QUOTE) return position + 1
    if (byte === BACKSLASH || byte === END_OF_FILE) return undefined
  }
  return undefined
}

/** A comment ends before its line feed, or after a byte 0xFF: what follows on that line dhcpd reads as tokens. */
function endOfComment(bytes: Uint8Array, start: number): number {
  for (let position = start + 1; position < bytes.length; position++) {
    const byte = bytes[position]
    if (byte === LINE_FEED) return position
    if (byte === END_OF_FILE) return position + 1
  }
  return bytes.length
}

/** A byte 0xFF right behind a name or number is lost, and dhcpd reads on: its scanner cannot put it back. */
function endsName(bytes: Uint8Array, position: number): boolean {
  let before = position - 1
  while (before >= 0 && bytes[before] === UNDERSCORE) before--
  return before >= 0 && /[A-Za-z0-9-]/.test(String.fromCharCode(bytes[before] ?? 0))
}
