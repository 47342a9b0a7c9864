import { literalFrom, readDataExpression } from './expressions.ts'
import type { Lexeme } from './lexeme.ts'
import { readOptionData } from './option-data.ts'
import type { Option } from './option-spaces.ts'
import type { Reader } from './reader.ts'
import type { Setting } from './world.ts'

/**
 * Reads what stands behind the name of an option or parameter: its value, or `=` and an expression, and the `;`.
 * @param atStart whether dhcpd runs the statement when it starts
 * @returns false where nothing that begins an expression follows the `=`: dhcpd gives the statement up without a word
 */
export function readOptionStatement(reader: Reader, option: Option, atStart: boolean): boolean {
  const ahead = reader.peek()
  if (ahead.type === '=') return readComputedValue(reader, option, atStart)
  if (ahead.type === ';' && !option.format.startsWith('Z')) {
    readMissingValue(reader, atStart)
    return true
  }
  const value = reader.peek()
  readOptionData(reader, option)
  reader.semicolon()
  if (atStart) remember(reader, option, value, { value: value.text, isLiteral: false })
  return true
}

function readComputedValue(reader: Reader, option: Option, atStart: boolean): boolean {
  reader.next()
  const start = reader.peek()
  if (!readDataExpression(reader)) return false
  const literal = literalFrom(reader, start)
  reader.semicolon()
  if (atStart) remember(reader, option, start, literal && { value: literal.bytes, isLiteral: true })
  return true
}

/** dhcpd passes over one `;` in place of a value, and wants another; it crashes when it runs such a statement. */
function readMissingValue(reader: Reader, atStart: boolean): void {
  const found = reader.next()
  if (atStart || !reader.take(';')) reader.refuse('bad-value', found, 'found `;`, expected a value')
}

/** Of the server's own parameters the last one counts; what an expression gives is followed for literals only. */
function remember(
  reader: Reader,
  { name, space }: Option,
  place: Lexeme,
  value: Omit<Setting, 'place'> | undefined,
): void {
  const { options, settings } = reader.world
  if (space !== options.server) return
  if (value) settings.set(name, { ...value, place: () => reader.place(place) })
  else settings.delete(name)
}
