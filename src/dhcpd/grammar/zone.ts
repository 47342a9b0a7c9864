import { expectDottedName, readAddressesOrNames, readDottedName, readIpv6 } from './addresses.ts'
import { cString, type Lexeme } from './lexeme.ts'
import type { Reader } from './reader.ts'
import { said } from './said.ts'

/** What may stand in a `zone`, each once. */
const SERVERS: ReadonlyMap<string, (reader: Reader) => void> = new Map([
  ['primary', readAddressesOrNames],
  ['secondary', readAddressesOrNames],
  ['primary6', readIpv6List],
  ['secondary6', readIpv6List],
  ['key', readKeyName],
])

/** Reads what stands behind `zone`. */
export function readZone(reader: Reader): void {
  expectDottedName(reader, 'the name of a zone')
  const seen = new Set<string>()
  reader.block(reader.expect('{'), (ahead) => readSetting(reader, ahead, seen))
}

function readSetting(reader: Reader, ahead: Lexeme, seen: Set<string>): void {
  const read = SERVERS.get(ahead.type)
  if (!read) reader.unknownStatement(ahead, `one of ${[...SERVERS.keys()].join(', ')}`)
  if (seen.has(ahead.type)) {
    reader.refuse('duplicate-statement', ahead, `this zone has a ${said(ahead)} already`)
  }
  seen.add(ahead.type)
  reader.next()
  read(reader)
  reader.semicolon()
}

function readIpv6List(reader: Reader): void {
  do readIpv6(reader)
  while (reader.take(','))
}

function readKeyName(reader: Reader): void {
  const place = reader.peek()
  const name = reader.take('STRING') ? cString(place.text) : readDottedName(reader)
  if (name === undefined) reader.unexpected(place, 'the name of a key')
  if (reader.world.keys.has(name.toLowerCase())) return
  reader.refuse('unknown-key', place, `${said(place)} names no key that is declared before`)
}
