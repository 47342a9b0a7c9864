import { readExpression } from './expressions.ts'
import type { Lexeme } from './lexeme.ts'
import { readOptionData } from './option-data.ts'
import type { Option } from './option-spaces.ts'
import type { Reader } from './reader.ts'

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
  if (atStart) remember(reader, option, value)
  return true
}

function readComputedValue(reader: Reader, option: Option, atStart: boolean): boolean {
  reader.next()
  const start = reader.peek()
  const kind = readExpression(reader, 'data')
  if (kind === undefined) return false
  if (kind !== 'data' && kind !== 'any') {
    reader.refuse('bad-expression', start, `found a ${kind} expression, expected a data one`)
  }
  reader.semicolon()
  if (atStart) remember(reader, option, undefined)
  return true
}

/** dhcpd passes over one `;` in place of a value, and wants another; it crashes when it runs such a statement. */
function readMissingValue(reader: Reader, atStart: boolean): void {
  const found = reader.next()
  if (atStart || !reader.take(';')) reader.refuse('bad-value', found, 'found `;`, expected a value')
}

/** Of the server's own parameters the last one counts; what an expression gives is not followed. */
function remember(reader: Reader, { name, space }: Option, value: Lexeme | undefined): void {
  const { options, settings } = reader.world
  if (space !== options.server) return
  if (value) settings.set(name, { value: value.text, place: reader.place(value) })
  else settings.delete(name)
}
