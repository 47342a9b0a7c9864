import { expectExpression } from './expressions.ts'
import { cString, isNumeric, type Lexeme } from './lexeme.ts'
import { looseNumber, readHexList } from './numbers.ts'
import type { Reader } from './reader.ts'
import { said } from './said.ts'
import { plainScope, type Scope } from './scope.ts'

/** What a class has said so far. */
interface ClassBody {
  /** A subclass, and what once were vendor and user classes: its class has the match. */
  readonly isSub: boolean
  hasCondition: boolean
  hasSubmatch: boolean
  deleted: boolean
}

type ClassStatement = (reader: Reader, body: ClassBody, keyword: Lexeme) => void

/** Statements that only the block of a class has. */
const CLASS_STATEMENTS: ReadonlyMap<string, ClassStatement> = new Map<string, ClassStatement>([
  ['dynamic', (reader) => reader.semicolon()],
  ['deleted', readDeleted],
  ['match', readMatch],
  ['spawn', readSpawn],
  ['lease', readLeaseLimit],
])

/** Reads what stands behind `class`, `subclass`, `vendor-class` or `user-class`. */
export function readClass(reader: Reader, _scope: Scope, keyword: Lexeme): void {
  const { classes } = reader.world
  const place = reader.expectString('the name of a class')
  const name = cString(place.text)
  const isSub = keyword.type !== 'class'
  if (isSub && !classes.has(name)) {
    reader.refuse('unknown-class', place, `${said(place)} names no class that is declared before`)
  }
  if (keyword.type === 'subclass') readMatchedData(reader)
  if (isSub && reader.take(';')) return
  const body: ClassBody = { isSub, hasCondition: false, hasSubmatch: false, deleted: false }
  const scope = plainScope('class')
  reader.block(reader.expect('{', isSub ? '`{` or `;`' : '`{`'), (ahead) => {
    const read = CLASS_STATEMENTS.get(ahead.type)
    if (read) read(reader, body, reader.next())
    else reader.statement(scope)
  })
  if (isSub) return
  if (body.deleted) classes.delete(name)
  else classes.add(name)
}

function readMatchedData(reader: Reader): void {
  const ahead = reader.peek()
  if (reader.take('STRING')) return
  if (!isNumeric(ahead)) reader.unexpected(ahead, 'a text in double quotes or octets as `01:00:11:22`')
  readHexList(reader)
}

function readDeleted(reader: Reader, body: ClassBody): void {
  reader.semicolon()
  body.deleted = true
}

/** `match if CONDITION;`, or `match DATA;` for subclasses to be told apart by. */
function readMatch(reader: Reader, body: ClassBody, keyword: Lexeme): void {
  if (body.isSub) reader.refuse('not-allowed-here', keyword, '`match` stands in a subclass')
  if (!reader.take('if')) {
    readSubmatch(reader, body, keyword)
    return
  }
  if (body.hasCondition) reader.refuse('duplicate-statement', keyword, 'this class has a `match if` already')
  body.hasCondition = true
  expectExpression(reader, 'boolean')
  reader.semicolon()
}

function readSpawn(reader: Reader, body: ClassBody, keyword: Lexeme): void {
  if (body.isSub) reader.refuse('not-allowed-here', keyword, '`spawn` stands in a subclass')
  reader.expect('with')
  readSubmatch(reader, body, keyword)
}

function readSubmatch(reader: Reader, body: ClassBody, keyword: Lexeme): void {
  if (body.hasSubmatch) {
    reader.refuse('duplicate-statement', keyword, 'this class has a `match` or `spawn with` already')
  }
  body.hasSubmatch = true
  expectExpression(reader, 'data')
  reader.semicolon()
}

function readLeaseLimit(reader: Reader): void {
  reader.expect('limit')
  const limit = reader.expectNumber('a number of leases')
  if (looseNumber(limit.text) < 0) {
    reader.refuse('bad-number', limit, `found ${said(limit)}, expected a number of leases up to 2147483647`)
  }
  reader.semicolon()
}
