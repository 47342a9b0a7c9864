import { plainHostFrom } from '../plain-hosts.ts'
import type { ByteString } from '../source.ts'
import { readAddressesOrNames, readDottedName, readIpv6 } from './addresses.ts'
import { cString, isIdentifier, type Lexeme } from './lexeme.ts'
import { readHexList } from './numbers.ts'
import { readOptionData } from './option-data.ts'
import { readKnownOption } from './option-name.ts'
import type { Reader } from './reader.ts'
import { quoted, said } from './said.ts'
import type { HostScope, Scope } from './scope.ts'

/** What a host's own statements have said so far. */
interface HostBody {
  hasUid: boolean
  hasIdentifier: boolean
  deleted: boolean
}

type HostStatement = (reader: Reader, body: HostBody, keyword: Lexeme) => void

/** Statements that only the block of a host has; all others are read as elsewhere. */
const HOST_STATEMENTS: ReadonlyMap<string, HostStatement> = new Map<string, HostStatement>([
  ['dynamic', (reader) => reader.semicolon()],
  ['deleted', readDeleted],
  ['group', readGroupName],
  ['uid', readUid],
  ['host-identifier', readHostIdentifier],
])

/** Reads what stands behind `host`, and further hosts behind that as long as they are of the usual shape. */
export function readHost(reader: Reader): void {
  if (!readPlainHosts(reader)) readAnyHost(reader)
}

/** Most hosts can be read at one look, and stand in long rows. */
function readPlainHosts(reader: Reader): boolean {
  const { lexemes, world } = reader
  const next = lexemes.nextToken
  // A file may define the option anew, with values of another format.
  if (next === undefined || world.options.standard.byName.get('host-name')?.format !== 't') return false
  let plain = plainHostFrom(lexemes.source, next - 1)
  if (!plain) return false
  for (; plain; plain = plainHostFrom(lexemes.source, plain.next)) {
    declareHost(reader, plain, plain.name)
    lexemes.skipTo(plain.end)
  }
  return true
}

function readAnyHost(reader: Reader): void {
  const place = reader.peek()
  const name = readDottedName(reader)
  if (name === undefined) {
    reader.refuse('bad-name', place, `found ${said(place)}, expected the name of a host, without quotes`)
  }
  const host: HostScope = { name, hasHardware: false, hasAddress: false }
  const body: HostBody = { hasUid: false, hasIdentifier: false, deleted: false }
  const scope: Scope = { kind: 'host', host, subnet: undefined, network: undefined }
  reader.block(reader.expect('{'), (ahead) => {
    const read = HOST_STATEMENTS.get(ahead.type)
    if (read) read(reader, body, reader.next())
    else reader.statement(scope)
  })
  if (body.deleted) reader.world.hosts.delete(name)
  else declareHost(reader, place, name)
}

function declareHost(reader: Reader, place: { readonly offset: number }, name: ByteString): void {
  if (!reader.world.hosts.declare(name)) {
    reader.report('duplicate-host', place, `a host \`${quoted(name)}\` is declared before`)
  }
}

function readDeleted(reader: Reader, body: HostBody): void {
  reader.semicolon()
  body.deleted = true
}

function readGroupName(reader: Reader): void {
  const name = reader.next()
  if (name.type !== 'STRING' && !isIdentifier(name)) reader.unexpected(name, 'the name of a group')
  if (!reader.world.groups.has(cString(name.text))) {
    reader.report('unknown-group', name, `${said(name)} names no group that is declared before`)
  }
  reader.semicolon()
}

function readUid(reader: Reader, body: HostBody, keyword: Lexeme): void {
  if (body.hasUid) reader.refuse('duplicate-statement', keyword, 'this host has a `uid` already')
  const ahead = reader.peek()
  if (reader.take('STRING')) body.hasUid = ahead.text !== ''
  else {
    readHexList(reader, 'a text in double quotes or octets as `01:00:11:22`')
    body.hasUid = true
  }
  reader.semicolon()
}

function readHostIdentifier(reader: Reader, body: HostBody, keyword: Lexeme): void {
  if (body.hasIdentifier) {
    reader.refuse('duplicate-statement', keyword, 'this host has a `host-identifier` already')
  }
  if (reader.take('v6relopt')) {
    const relays = reader.expectNumber('a number of relays')
    if (relays.text.startsWith('-') && Number(relays.text) < 0) {
      reader.refuse('bad-number', relays, `found ${said(relays)}, expected a number of relays`)
    }
  } else reader.expect('option', '`option` or `v6relopt`')
  readOptionData(reader, readKnownOption(reader))
  reader.semicolon()
  body.hasIdentifier = true
}

const HARDWARE_TYPES: ReadonlySet<string> = new Set(['ethernet', 'token-ring', 'fddi', 'infiniband'])
const LONGEST_HARDWARE = 20

/** Reads what stands behind `hardware`. */
export function readHardware(reader: Reader, { host }: Scope, keyword: Lexeme): void {
  if (!host) reader.refuse('not-allowed-here', keyword, '`hardware` stands outside of a host')
  if (host.hasHardware) reader.refuse('duplicate-statement', keyword, 'this host has a `hardware` already')
  const type = reader.next()
  if (!HARDWARE_TYPES.has(type.type) && !type.text.startsWith('unknown-')) {
    reader.unexpected(type, 'a type of hardware, as `ethernet`')
  }
  host.hasHardware = true
  const place = reader.peek()
  if (place.type !== ';' && readHexList(reader).length > LONGEST_HARDWARE) {
    reader.refuse('bad-address', place, `a hardware address has at most ${LONGEST_HARDWARE} octets`)
  }
  reader.semicolon()
}

/** Reads what stands behind `fixed-address` or `fixed-address6`. */
export function readFixedAddress(reader: Reader, { host }: Scope, keyword: Lexeme): void {
  if (keyword.type === 'fixed-address') readAddressesOrNames(reader)
  else {
    do readIpv6(reader)
    while (reader.take(','))
  }
  reader.semicolon()
  if (!host) reader.refuse('not-allowed-here', keyword, `${said(keyword)} stands outside of a host`)
  if (host.hasAddress) reader.report('duplicate-statement', keyword, 'this host has a fixed address already')
  host.hasAddress = true
}
