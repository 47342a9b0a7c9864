import { decodeText } from '../source.ts'
import type { Lexeme } from './lexeme.ts'

const LONGEST_QUOTE = 40

/** A lexeme as a message quotes it: short, and with nothing that a terminal would act on. */
export function said(lexeme: Lexeme): string {
  if (lexeme.type === 'END') return 'the end of the file'
  if (lexeme.type === 'NUL') return 'a NUL byte'
  return lexeme.type === 'STRING' ? `the string "${quoted(lexeme.text)}"` : `\`${quoted(lexeme.text)}\``
}

/** Text of a file within a message. */
export function quoted(text: string): string {
  const cut = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text
  return decodeText(cut).replace(/[\p{Cc}\p{Cf}]/gu, escaped)
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}
