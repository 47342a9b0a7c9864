import { grown } from './flat-arrays.ts'
import { type ByteString, toBytes } from './source.ts'
import { readQuoted } from './strings.ts'
import { LONGEST_TOKEN, TokenKind, type Tokens } from './token.ts'

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
  const cutter = new Cutter(content)
  let kinds = new Uint8Array(capacityFor(content))
  let ends = new Uint32Array(kinds.length)
  let count = 0
  let hasOdd = false
  for (; cutter.position < content.length; count++) {
    if (count === kinds.length) {
      kinds = grown(kinds)
      ends = grown(ends)
    }
    const start = cutter.position
    kinds[count] = cutter.next(kinds[count - 1])
    ends[count] = cutter.position
    hasOdd ||= cutter.position - start > LONGEST_TOKEN
  }
  return {
    kinds: kinds.subarray(0, count),
    ends: ends.subarray(0, count),
    hasOdd: hasOdd || cutter.hasOddString,
  }
}

/** Cuts one token after the other. */
class Cutter {
  position = 0
  /** Whether a string was met that does not simply mean what stands in it. */
  hasOddString = false
  readonly #content: ByteString
  /** Bytes in a flat array are looked at twice as fast as the characters of a string. */
  readonly #bytes: Uint8Array

  constructor(content: ByteString) {
    this.#content = content
    this.#bytes = toBytes(content)
  }

  /**
   * Passes over the next token and gives its kind.
   * @param before the kind of the one before it
   */
  next(before: number | undefined): TokenKind {
    const bytes = this.#bytes
    const kind = kindOfByte[bytes[this.position] ?? 0] as TokenKind
    switch (kind) {
      case TokenKind.word:
        if (this.position === 0 && hasByteOrderMark(bytes)) {
          this.position = BYTE_ORDER_MARK.length
          return TokenKind.alien
        }
        this.position = endOfRun(bytes, this.position, kind)
        return kind
      case TokenKind.space:
        this.position = endOfRun(bytes, this.position, kind)
        return kind
      case TokenKind.string:
        return this.#string()
      case TokenKind.comment:
        this.position = endOfComment(bytes, this.position)
        return kind
      case TokenKind.unread:
        return this.#endOfFile(before)
      default:
        this.position++
        return kind
    }
  }

  #string(): TokenKind {
    const plainEnd = endOfPlainString(this.#bytes, this.position)
    if (plainEnd !== undefined) {
      this.position = plainEnd
      return TokenKind.string
    }
    this.hasOddString = true
    const { end, closed } = readQuoted(this.#content, this.position)
    this.position = end
    return closed ? TokenKind.string : TokenKind.openString
  }

  /** A byte 0xFF ends the file, but right behind a name or number it is lost, and dhcpd reads on. */
  #endOfFile(before: number | undefined): TokenKind {
    const isLost = before === TokenKind.word && endsName(this.#bytes, this.position)
    this.position = isLost ? this.position + 1 : this.#bytes.length
    return isLost ? TokenKind.alien : TokenKind.unread
  }
}

/** Configurations have a token every four bytes or so; a generous guess saves copying. */
function capacityFor(content: ByteString): number {
  return (content.length >> 1) + 16
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

/** Whether a name or number ends before a byte: dhcpd's scanner cannot put back the byte that it found behind it. */
function endsName(bytes: Uint8Array, position: number): boolean {
  let before = position - 1
  while (before >= 0 && bytes[before] === UNDERSCORE) before--
  return before >= 0 && /[A-Za-z0-9-]/.test(String.fromCharCode(bytes[before] ?? 0))
}
