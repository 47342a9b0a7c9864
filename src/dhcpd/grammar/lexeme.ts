import type { ByteString } from '../source.ts'

/**
 * What dhcpd's scanner makes of a piece of a file. The classes are in capitals; a keyword is its own type, in lower
 * case; so is a mark (`;` `{` `.` `:` …).
 *
 * - `NAME`: begins with a letter or digit, goes on with letters, digits, `-` and `_`
 * - `NUMBER`: digits, or a `-` and digits
 * - `NUMBER_OR_NAME`: could be either, as `a0` or `0x1f`; dhcpd does not look at the first letter, so `z0` is one too
 * - `STRING`: a quoted string; `text` is what it stands for
 * - `NUL`: a byte 0; dhcpd loses it when it only looks ahead
 * - `END`: the end of the file
 */
export type LexemeType = string

export interface Lexeme {
  readonly type: LexemeType
  readonly text: ByteString
  /** Where it stands in its file, in bytes. */
  readonly offset: number
  readonly end: number
  /** Whether white space stands right before it: it ends an IPv6 address. */
  readonly spaced: boolean
}

const CLASSES_WITHOUT_NAME: ReadonlySet<LexemeType> = new Set(['STRING', 'NUMBER', 'NUL', 'END'])

/** Whether dhcpd takes it where it wants an identifier: any name or keyword. */
export function isIdentifier(lexeme: Lexeme): boolean {
  return lexeme.type.length > 1 && !CLASSES_WITHOUT_NAME.has(lexeme.type)
}

export function isNumeric(lexeme: Lexeme): boolean {
  return lexeme.type === 'NUMBER' || lexeme.type === 'NUMBER_OR_NAME'
}

/** Where a variable's name must stand keywords are not allowed. */
export function isVariable(lexeme: Lexeme): boolean {
  return lexeme.type === 'NAME' || lexeme.type === 'NUMBER_OR_NAME'
}

/** The text as dhcpd's C strings have it: up to the first NUL. */
export function cString(text: ByteString): ByteString {
  const nul = text.indexOf('\0')
  return nul === -1 ? text : text.slice(0, nul)
}
