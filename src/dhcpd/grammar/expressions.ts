import type { ByteString } from '../source.ts'
import { type Argument, CALLS, type Call, CONSTANTS } from './calls.ts'
import type { Context, Kind } from './expression-kind.ts'
import { isVariable, type Lexeme } from './lexeme.ts'
import { looseNumber, readHexList } from './numbers.ts'
import { type Operator, takeOperator } from './operators.ts'
import { readKnownOption } from './option-name.ts'
import type { Reader } from './reader.ts'
import { said } from './said.ts'

/**
 * Reads an expression (`parse_expression` in `common/parse.c`).
 * @returns undefined where what stands next begins none; it is left in place
 * @throws Refused
 */
export function readExpression(reader: Reader, context: Context): Kind | undefined {
  const first = readOperand(reader, context)
  if (first === undefined) return undefined
  const operator = takeOperator(reader)
  return operator ? readOperation(reader, first, operator, first) : first
}

/** Reads an expression that must be there and be of a kind, as far as dhcpd can tell. */
export function expectExpression(reader: Reader, kind: 'data' | 'numeric' | 'boolean'): void {
  const start = reader.peek()
  const found = readExpression(reader, kind)
  if (found === undefined) reader.unexpected(start, `a ${kind} expression`)
  if (found !== kind && found !== 'any') {
    reader.refuse('bad-expression', start, `found a ${found} expression, expected a ${kind} one`)
  }
}

/** Reads a data expression, if one begins; false where none does. */
export function readDataExpression(reader: Reader): boolean {
  const start = reader.peek()
  const found = readExpression(reader, 'data')
  if (found === undefined) return false
  if (found !== 'data' && found !== 'any') {
    reader.refuse('bad-expression', start, `found a ${found} expression, expected a data one`)
  }
  return true
}

/** The bytes of what was read since a lexeme, where that is a text or octets and nothing more. */
export function literalFrom(reader: Reader, start: Lexeme): { readonly bytes: ByteString } | undefined {
  if (start.type === 'STRING' && start.end === reader.lastEnd) return { bytes: start.text }
  const text = reader.lexemes.source.content.slice(start.offset, reader.lastEnd)
  if (!/^[0-9a-f]+(:[0-9a-f]+)*$/i.test(text)) return undefined
  const codes = text.split(':').map((octet) => Number.parseInt(octet, 16))
  return { bytes: String.fromCharCode(...codes) }
}

/** Reads what stands behind an operator, and all further operators that can be joined to it. */
function readOperation(reader: Reader, from: Kind, behind: Operator, within: Context): Kind {
  let left = from
  let operator = behind
  let context = within
  for (;;) {
    const start = reader.peek()
    let right = readOperand(reader, context) ?? reader.unexpected(start, `a value after \`${operator.text}\``)
    context = right
    let next = takeOperator(reader)
    if (next && operator.rank < next.rank) {
      right = readOperation(reader, right, next, next.context)
      next = undefined
    }
    checkSides(reader, start, operator, left, right)
    if (!next) return operator.gives
    left = operator.gives
    operator = next
  }
}

function checkSides(reader: Reader, place: Lexeme, operator: Operator, left: Kind, right: Kind): void {
  const related = left === 'any' || right === 'any' || left === right
  if (related && fitsRight(operator, right)) return
  reader.refuse(
    'bad-expression',
    place,
    `\`${operator.text}\` cannot join a ${left} and a ${right} expression`,
  )
}

function fitsRight({ right: wanted }: Operator, right: Kind): boolean {
  if (wanted === 'plain-data') return right === 'data'
  if (wanted === 'value') return right !== 'boolean'
  return wanted === 'any' || right === 'any' || right === wanted
}

/** Reads a value that holds no binary operator, but in parentheses; undefined where none begins. */
function readOperand(reader: Reader, context: Context): Kind | undefined {
  const ahead = reader.peek()
  const constant = CONSTANTS.get(ahead.type)
  if (constant) {
    reader.next()
    return constant
  }
  const call = CALLS.get(ahead.type)
  if (call) return readCall(reader, call)
  switch (ahead.type) {
    case 'NUMBER':
    case 'NUMBER_OR_NAME':
      return readBareNumber(reader, ahead, context)
    case 'NAME':
      return readVariableOrCall(reader)
    case '(':
      return readParentheses(reader, context)
    case 'not':
      return readNegation(reader)
    case 'option':
    case 'config-option':
    case 'exists':
      reader.next()
      readKnownOption(reader)
      return ahead.type === 'exists' ? 'boolean' : 'data'
    case 'check':
      return readCheck(reader)
  }
  return undefined
}

function readBareNumber(reader: Reader, ahead: Lexeme, context: Context): Kind {
  if (ahead.type === 'NUMBER' && (context === 'numeric' || context === 'data-or-numeric')) {
    reader.next()
    return 'numeric'
  }
  readHexList(reader)
  return 'data'
}

function readParentheses(reader: Reader, context: Context): Kind {
  const opening = reader.next()
  return reader.deeper(opening, () => {
    const kind = readExpression(reader, context) ?? reader.unexpected(reader.next(), 'an expression')
    reader.expect(')')
    return kind
  })
}

function readNegation(reader: Reader): Kind {
  const place = reader.next()
  const kind = reader.deeper(place, () => readOperand(reader, 'boolean'))
  if (kind === 'boolean') return kind
  return reader.refuse('bad-expression', reader.peek(), 'expected a boolean expression after `not`')
}

/** dhcpd has one collection of classes, and it is called `default`. */
function readCheck(reader: Reader): Kind {
  reader.next()
  const name = reader.expectString('the name of a collection')
  if (name.text !== 'default') reader.refuse('unknown-class', name, `there is no collection ${said(name)}`)
  return 'boolean'
}

function readVariableOrCall(reader: Reader): Kind {
  const name = reader.next()
  if (!reader.take('(')) return 'any'
  return reader.deeper(name, () => {
    do readExpression(reader, 'any') ?? reader.unexpected(reader.next(), 'an argument')
    while (reader.take(','))
    reader.expect(')')
    return 'any'
  })
}

function readCall(reader: Reader, { gives, takes, repeats }: Call): Kind {
  const name = reader.next()
  reader.expect('(')
  return reader.deeper(name, () => {
    takes.forEach((argument, index) => {
      if (index > 0) reader.expect(',')
      readArgument(reader, argument)
    })
    while (repeats && reader.take(',')) readArgument(reader, takes.at(-1) ?? 'data')
    reader.expect(')')
    return gives
  })
}

const SIZES: ReadonlySet<number> = new Set([8, 16, 32])

function readArgument(reader: Reader, argument: Argument): void {
  switch (argument) {
    case 'data':
    case 'numeric':
      expectExpression(reader, argument)
      return
    case 'string':
      reader.expectString('a name')
      return
    case 'variable':
      expectVariable(reader)
      return
    case 'size': {
      const size = reader.expectNumber('a number of bits')
      if (!SIZES.has(looseNumber(size.text))) {
        reader.refuse('bad-number', size, `found ${said(size)}, expected 8, 16 or 32 bits`)
      }
    }
  }
}

/** Reads the name of a variable, which must be no keyword. */
export function expectVariable(reader: Reader): Lexeme {
  const name = reader.next()
  return isVariable(name) ? name : reader.unexpected(name, 'the name of a variable, which can be no keyword')
}
