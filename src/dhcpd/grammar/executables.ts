import { readAssignment, readUnset } from './assignments.ts'
import { readCase, readIf, readOn, readSwitch } from './conditionals.ts'
import type { Execution } from './execution.ts'
import { expectExpression, literalFrom, readDataExpression, readExpression } from './expressions.ts'
import { readKey } from './key.ts'
import { cString, isIdentifier, type Lexeme } from './lexeme.ts'
import { readKnownOption } from './option-name.ts'
import { OptionSpaces } from './option-spaces.ts'
import { readOptionStatement } from './option-statement.ts'
import type { Reader } from './reader.ts'
import { said } from './said.ts'
import { skipToSemicolon } from './skip.ts'
import { readZone } from './zone.ts'

/** Reads the rest of a statement whose keyword is taken; false as {@link readExecutable} has it. */
type Rest = (reader: Reader, execution: Execution, keyword: Lexeme) => boolean

const EXECUTABLES: ReadonlyMap<string, Rest> = new Map<string, Rest>([
  ['option', readOption],
  ['supersede', readOption],
  ['send', readOption],
  ['prepend', readOption],
  ['append', readOption],
  ['default', readDefault],
  ['allow', whole(readPermission)],
  ['deny', whole(readPermission)],
  ['ignore', whole(readPermission)],
  ['if', whole(readIf)],
  ['on', whole(readOn)],
  ['switch', whole(readSwitch)],
  ['case', whole(readCase)],
  ['set', whole(readAssignment)],
  ['define', whole(readAssignment)],
  ['unset', whole(readUnset)],
  ['eval', whole(readBareExpression)],
  ['return', whole(readBareExpression)],
  ['execute', whole(readExecute)],
  ['log', whole(readLog)],
  ['add', whole(readAdd)],
  ['break', whole(readBreak)],
  ['parse-vendor-option', whole((reader) => reader.semicolon())],
  ['db-time-format', whole(readTimeFormat)],
  ['zone', whole(readZone)],
  ['key', whole(readKey)],
])

/** The words that begin an executable statement. */
export function executableWords(): string[] {
  return [...EXECUTABLES.keys(), ...new OptionSpaces().server.byName.keys()]
}

function whole(read: (reader: Reader, execution: Execution, keyword: Lexeme) => void): Rest {
  return (reader, execution, keyword) => {
    read(reader, execution, keyword)
    return true
  }
}

/**
 * Reads an executable statement (man 5 dhcp-eval): those that do something for a client.
 * @returns false where none begins, or where dhcpd gives one up without a word
 * @throws Refused
 */
export function readExecutable(reader: Reader, execution: Execution): boolean {
  const ahead = reader.peek()
  const rest = EXECUTABLES.get(ahead.type)
  if (rest) return rest(reader, execution, reader.next())
  if (!isIdentifier(ahead)) return false
  const parameter = reader.world.options.server.byName.get(ahead.text.toLowerCase())
  if (parameter) {
    reader.next()
    return readOptionStatement(reader, parameter, execution.atStart)
  }
  if (ahead.type !== 'NAME' && ahead.type !== 'NUMBER_OR_NAME') return false
  readUnknownWord(reader, ahead)
  return true
}

function readOption(reader: Reader, { atStart }: Execution): boolean {
  if (readOptionStatement(reader, readKnownOption(reader), atStart)) return true
  return reader.unexpected(reader.peek(), 'a data expression after the `=`')
}

/** `default OPTION …;` outside of a `switch` and within, where `default:` stands too. */
function readDefault(reader: Reader, execution: Execution, keyword: Lexeme): boolean {
  if (reader.peek().type !== ':') return readOption(reader, execution)
  reader.next()
  if (execution.cases === 'none')
    reader.refuse('not-allowed-here', keyword, '`default:` stands outside of a `switch`')
  return true
}

const PERMITTED: ReadonlySet<string> = new Set(
  'bootp booting dynamic-bootp unknown-clients duplicates declines client-updates leasequery'.split(' '),
)

function readPermission(reader: Reader): void {
  const what = reader.next()
  if (!PERMITTED.has(what.type)) reader.unexpected(what, `one of ${[...PERMITTED].join(', ')}`)
  reader.semicolon()
}

function readBareExpression(reader: Reader): void {
  const start = reader.peek()
  readExpression(reader, 'data') ?? reader.unexpected(start, 'an expression')
  reader.semicolon()
}

/** A word that dhcpd does not know begins an expression to it, so that one alone is accepted, and does nothing. */
function readUnknownWord(reader: Reader, word: Lexeme): void {
  readExpression(reader, 'data') ?? reader.unexpected(word, 'an expression')
  const isAlone = reader.lastEnd === word.end
  reader.semicolon()
  if (isAlone) reader.world.idleWords.push({ ...reader.place(word), word: word.text })
}

function readExecute(reader: Reader): void {
  reader.expect('(')
  reader.expectString('a command')
  while (reader.take(',')) expectExpression(reader, 'data')
  reader.expect(')')
  reader.semicolon()
}

const LOG_LEVELS: ReadonlySet<string> = new Set(['fatal', 'error', 'debug', 'info'])

/** Where no expression begins dhcpd passes over the statement without a word. */
function readLog(reader: Reader, { atStart }: Execution, keyword: Lexeme): void {
  reader.expect('(')
  const level = reader.peek()
  if (LOG_LEVELS.has(level.type)) {
    reader.next()
    reader.expect(',')
  }
  const start = reader.peek()
  if (!readDataExpression(reader)) {
    skipToSemicolon(reader)
    return
  }
  const literal = literalFrom(reader, start)
  reader.expect(')')
  reader.semicolon()
  if (atStart && literal && level.type === 'fatal') {
    reader.report('fatal-setting', keyword, 'dhcpd runs this when it starts, and ends')
  }
}

function readBreak(reader: Reader, { atStart }: Execution): void {
  reader.semicolon()
  if (atStart) reader.world.runsAtStart = false
}

function readAdd(reader: Reader): void {
  expectClass(reader)
  reader.semicolon()
}

/** Reads the name of a class that is declared already. */
export function expectClass(reader: Reader): void {
  const name = reader.expectString('the name of a class')
  if (reader.world.classes.has(cString(name.text))) return
  reader.refuse('unknown-class', name, `${said(name)} names no class that is declared before`)
}

function readTimeFormat(reader: Reader): void {
  const format = reader.next()
  if (format.type !== 'default' && format.type !== 'local') reader.unexpected(format, '`default` or `local`')
  reader.semicolon()
}
