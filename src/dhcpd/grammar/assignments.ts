import type { Execution } from './execution.ts'
import { expectVariable, readExpression } from './expressions.ts'
import type { Reader } from './reader.ts'

/** Reads what stands behind `set` or `define`: a variable with its value, or a function with its block. */
export function readAssignment(reader: Reader, execution: Execution): void {
  expectVariable(reader)
  if (reader.take('(')) {
    readFunction(reader, execution)
    return
  }
  reader.expect('=', '`=` or `(`')
  const start = reader.peek()
  readExpression(reader, 'any') ?? reader.unexpected(start, 'an expression')
  reader.semicolon()
}

/** The names of the arguments, of which the last may have a comma behind it, and the statements of a function. */
function readFunction(reader: Reader, { cases }: Execution): void {
  while (!reader.take(')')) {
    expectVariable(reader)
    if (reader.take(',')) continue
    reader.expect(')', '`,` or `)`')
    break
  }
  reader.executables(reader.expect('{'), { cases, atStart: false })
}

/** Reads what stands behind `unset`. */
export function readUnset(reader: Reader): void {
  expectVariable(reader)
  reader.semicolon()
}
