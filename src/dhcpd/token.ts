import type { ByteString } from './source.ts'

/** What a token is; white space and comments are trivia, everything else counts for the grammar. */
export const TokenKind = {
  space: 0,
  comment: 1,
  word: 2,
  string: 3,
  open: 4,
  close: 5,
  semicolon: 6,
  /** One of `,` `=` `(` `)`. */
  mark: 7,
  /** A string that the file does not end. */
  openString: 8,
  /** Bytes that belong to no token of dhcpd's: NUL, a byte order mark at the start, a 0xFF that it passes over. */
  alien: 9,
  /** A byte 0xFF outside a comment, and all after it: dhcpd takes it for the end of the file. */
  unread: 10,
} as const

export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind]

/** The tokens of a file in order. They tile it: token `i` reaches from `ends[i - 1]` (or 0) to `ends[i]`. */
export interface Tokens {
  readonly kinds: Uint8Array
  readonly ends: Uint32Array
  /** Whether one may be too long for dhcpd, or is a string with an escape or without its end. */
  readonly hasOdd: boolean
}

/** dhcpd puts a token, what a string stands for, and a run of white space into 1,500 bytes, one of them for the end. */
export const LONGEST_TOKEN = 1499

/** Offset of the first byte of a token. */
export function tokenStart(tokens: Tokens, index: number): number {
  return index === 0 ? 0 : (tokens.ends[index - 1] ?? 0)
}

/** The bytes of a token. */
export function tokenText(content: ByteString, tokens: Tokens, index: number): ByteString {
  return content.slice(tokenStart(tokens, index), tokens.ends[index])
}

/** White space or a comment: allowed between any two tokens, without a meaning. */
export function isTrivia(kind: number | undefined): boolean {
  return kind === TokenKind.space || kind === TokenKind.comment
}
