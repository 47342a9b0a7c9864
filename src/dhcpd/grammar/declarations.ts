import { readClass } from './class.ts'
import { executableWords } from './executables.ts'
import type { Execution } from './execution.ts'
import { readFailover } from './failover.ts'
import { readGroup } from './group.ts'
import { readFixedAddress, readHardware, readHost } from './host.ts'
import type { Lexeme } from './lexeme.ts'
import { readSharedNetwork, readSubnet, readSubnet6 } from './network.ts'
import { readOptionDefinition, readOptionSpace } from './option-definition.ts'
import { expectKnown, readOptionName } from './option-name.ts'
import { readOptionStatement } from './option-statement.ts'
import { readPool, readPool6 } from './pool.ts'
import { readSubnetRange } from './ranges.ts'
import { readFixedPrefix6, readPrefix6, readRange6 } from './ranges6.ts'
import type { Reader } from './reader.ts'
import { said } from './said.ts'
import type { Scope, ScopeKind } from './scope.ts'
import { readServerDuid } from './server-duid.ts'
import { skipToSemicolon } from './skip.ts'

/** A statement that stands by itself or declares something: where it may not stand, and how its rest is read. */
interface Declaration {
  readonly notIn: readonly ScopeKind[]
  readonly read: (reader: Reader, scope: Scope, keyword: Lexeme) => void
}

const ANYWHERE: readonly ScopeKind[] = []

/** All others are executable statements, which may stand anywhere. */
const DECLARATIONS: ReadonlyMap<string, Declaration> = new Map<string, Declaration>([
  ['include', { notIn: ANYWHERE, read: readInclude }],
  ['host', { notIn: ['host', 'class'], read: readHost }],
  ['group', { notIn: ['host', 'class'], read: readGroup }],
  ['shared-network', { notIn: ['shared-network', 'host', 'subnet', 'class'], read: readSharedNetwork }],
  ['subnet', { notIn: ['host', 'subnet', 'class'], read: readSubnet }],
  ['subnet6', { notIn: ['host', 'subnet', 'class'], read: readSubnet6 }],
  ['pool', { notIn: ['pool'], read: readPool }],
  ['pool6', { notIn: ['pool'], read: readPool6 }],
  ['class', { notIn: ['class'], read: readClass }],
  ['subclass', { notIn: ['class'], read: readClass }],
  ['vendor-class', { notIn: ['class'], read: readClass }],
  ['user-class', { notIn: ['class'], read: readClass }],
  ['hardware', { notIn: ANYWHERE, read: readHardware }],
  ['fixed-address', { notIn: ANYWHERE, read: readFixedAddress }],
  ['fixed-address6', { notIn: ANYWHERE, read: readFixedAddress }],
  ['fixed-prefix6', { notIn: ANYWHERE, read: readFixedPrefix6 }],
  ['range', { notIn: ANYWHERE, read: readSubnetRange }],
  ['range6', { notIn: ANYWHERE, read: readRange6 }],
  ['prefix6', { notIn: ANYWHERE, read: readPrefix6 }],
  ['authoritative', { notIn: ['host'], read: (reader) => reader.semicolon() }],
  ['not', { notIn: ['host'], read: readNotAuthoritative }],
  ['option', { notIn: ANYWHERE, read: readOption }],
  ['server-identifier', { notIn: ANYWHERE, read: readServerIdentifier }],
  ['failover', { notIn: ANYWHERE, read: readFailover }],
  ['server-duid', { notIn: ANYWHERE, read: readServerDuid }],
  ['lease-id-format', { notIn: ANYWHERE, read: readLeaseIdFormat }],
  // Put there by other programs, and passed over.
  ['%', { notIn: ANYWHERE, read: skipToSemicolon }],
])

/** The words that begin a statement. */
export function statementWords(): string[] {
  return [...DECLARATIONS.keys(), ...executableWords()]
}

/** Reads one statement, whatever it is (`parse_statement` in `server/confpars.c`). */
export function readStatement(reader: Reader, scope: Scope): void {
  const keyword = reader.peek()
  const declaration = DECLARATIONS.get(keyword.type)
  if (!declaration) {
    readAsExecutable(reader, scope)
    return
  }
  reader.next()
  if (declaration.notIn.includes(scope.kind)) {
    reader.refuse('not-allowed-here', keyword, `${said(keyword)} cannot stand in a ${scope.kind}`)
  }
  declaration.read(reader, scope, keyword)
}

/** dhcpd runs what stands outside every block when it starts. */
function runsAtStart({ world }: Reader, { kind }: Scope): boolean {
  return kind === 'file' && world.runsAtStart
}

function readAsExecutable(reader: Reader, scope: Scope): void {
  const execution: Execution = { cases: 'none', atStart: runsAtStart(reader, scope) }
  if (reader.links.executable(reader, execution)) return
  reader.unknownStatement(reader.peek(), 'a parameter or declaration')
}

function readInclude(reader: Reader, scope: Scope): void {
  const name = reader.expectString('the name of a file')
  reader.links.include(reader, name, { ...scope, host: undefined })
  reader.semicolon()
}

function readNotAuthoritative(reader: Reader): void {
  reader.expect('authoritative')
  reader.semicolon()
}

/** The value of an option, the definition of one, or the declaration of a space of options. */
function readOption(reader: Reader, scope: Scope, keyword: Lexeme): void {
  const isOutermost = scope.kind === 'file'
  if (reader.take('space')) {
    if (!isOutermost) refuseScoped(reader, keyword)
    readOptionSpace(reader)
    return
  }
  const named = readOptionName(reader)
  if (reader.take('code')) {
    if (!isOutermost) refuseScoped(reader, keyword)
    readOptionDefinition(reader, named.option)
    return
  }
  readOptionStatement(reader, expectKnown(reader, named), runsAtStart(reader, scope))
}

function refuseScoped(reader: Reader, place: Lexeme): never {
  reader.refuse('not-allowed-here', place, 'options and their spaces are defined outside of every block')
}

/** An older way to write `option dhcp-server-identifier`, whatever name the option has now. */
function readServerIdentifier(reader: Reader, scope: Scope): void {
  const option = reader.world.options.standard.byCode.get(54)
  if (option) readOptionStatement(reader, option, runsAtStart(reader, scope))
}

function readLeaseIdFormat(reader: Reader): void {
  const format = reader.next()
  if (format.type !== 'octal' && format.type !== 'hex') reader.unexpected(format, '`octal` or `hex`')
  reader.semicolon()
}
