import { type Execution, WITHIN } from './execution.ts'
import { expectExpression, readExpression } from './expressions.ts'
import type { Lexeme } from './lexeme.ts'
import type { Reader } from './reader.ts'

/** Reads what stands behind `if`, with all its `elsif` and `else`. */
export function readIf(reader: Reader): void {
  do readConditionAndBlock(reader)
  while (reader.take('elsif') || takeElseIf(reader))
}

/** A parenthesis at its beginning must close before the block: `if (a) and (b) {` is refused. */
function readConditionAndBlock(reader: Reader): void {
  const inParentheses = reader.take('(')
  expectExpression(reader, 'boolean')
  if (inParentheses) reader.expect(')')
  reader.executables(reader.expect('{'), WITHIN)
}

/** Reads `else` with its block, if it is there; true where an `if` follows it. */
function takeElseIf(reader: Reader): boolean {
  if (!reader.take('else')) return false
  if (reader.take('if')) return true
  reader.executables(reader.expect('{', '`{` or `if`'), WITHIN)
  return false
}

const EVENTS: ReadonlySet<string> = new Set(['expiry', 'commit', 'release', 'transmission'])

/** Reads what stands behind `on`: events with `or` between them, and a block or `;`. */
export function readOn(reader: Reader): void {
  do {
    const event = reader.next()
    if (!EVENTS.has(event.type)) reader.unexpected(event, `one of ${[...EVENTS].join(', ')}`)
  } while (reader.take('or'))
  if (reader.take(';')) return
  reader.executables(reader.expect('{'), WITHIN)
}

/** Reads what stands behind `switch`. */
export function readSwitch(reader: Reader): void {
  reader.expect('(')
  const start = reader.peek()
  const kind = readExpression(reader, 'data-or-numeric') ?? reader.unexpected(start, 'an expression')
  reader.expect(')')
  const cases = kind === 'data' ? 'data' : 'numeric'
  reader.executables(reader.expect('{'), { cases, atStart: false })
}

/** Reads what stands behind `case`. */
export function readCase(reader: Reader, { cases }: Execution, keyword: Lexeme): void {
  if (cases === 'none') reader.refuse('not-allowed-here', keyword, '`case` stands outside of a `switch`')
  const start = reader.peek()
  readExpression(reader, cases) ?? reader.unexpected(start, `a ${cases} expression`)
  reader.expect(':')
}
