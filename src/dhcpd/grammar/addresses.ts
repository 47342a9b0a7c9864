import type { ByteString } from '../source.ts'
import { ipv6Value } from './ipv6.ts'
import { isIdentifier, type Lexeme } from './lexeme.ts'
import { readNumbers } from './numbers.ts'
import type { Reader } from './reader.ts'

const IPV4 = 'an IPv4 address as `10.0.0.5`'

/** Reads an IPv4 address as an unsigned number; white space may part its numbers. */
export function readIpv4(reader: Reader): number {
  const octets = readNumbers(reader, '.', 10, 4, IPV4)
  return octets.reduce((value, octet) => value * 256 + octet, 0)
}

/** Reads a name of parts with dots between them, maybe with a dot at its end; undefined where there is none. */
export function readDottedName(reader: Reader): ByteString | undefined {
  let name = ''
  while (isIdentifier(reader.peek()) || reader.peek().type === 'NUMBER') {
    name += reader.next().text
    if (!reader.take('.')) return name
    name += '.'
  }
  return name === '' ? undefined : name
}

export function expectDottedName(reader: Reader, expected: string): ByteString {
  return readDottedName(reader) ?? reader.unexpected(reader.next(), expected)
}

/** Reads an address, or a name that dhcpd looks up later. Two numbers with a dot between them begin an address. */
export function readAddressOrName(reader: Reader): void {
  const first = reader.peek()
  if (first.type === 'NUMBER' && beginsAddress(reader)) {
    readIpv4(reader)
    return
  }
  expectDottedName(reader, `${IPV4} or a host name`)
}

function beginsAddress(reader: Reader): boolean {
  const { lexemes } = reader
  const start = lexemes.mark()
  lexemes.next()
  const answer = lexemes.next().type === '.' && lexemes.next().type === 'NUMBER'
  lexemes.reset(start)
  return answer
}

/** Reads one or more addresses or names with commas between them. */
export function readAddressesOrNames(reader: Reader): void {
  do readAddressOrName(reader)
  while (reader.take(','))
}

const LONGEST_IPV6 = 45

/** Reads an IPv6 address. White space ends it, but a comment does not. */
export function readIpv6(reader: Reader): bigint {
  const first = reader.peek()
  let text = ''
  for (let ahead = first; isIpv6Part(ahead) && (text === '' || !ahead.spaced); ahead = reader.peek()) {
    text += reader.next().text
    if (text.length > LONGEST_IPV6) break
  }
  const value = text.length > LONGEST_IPV6 ? undefined : ipv6Value(text)
  return value ?? reader.refuse('bad-address', first, 'expected an IPv6 address as `2001:db8::5`')
}

function isIpv6Part({ type, text }: Lexeme): boolean {
  if (type === 'NAME' || type === 'NUMBER_OR_NAME') return /^[0-9a-fA-F]+$/.test(text)
  return type === 'NUMBER' || type === 'add' || type === '.' || type === ':'
}

/** Whether no bit is set in an IPv6 address past the first `length`. */
export function isPrefix(address: bigint, length: number): boolean {
  return length >= 0 && length <= 128 && BigInt.asUintN(128 - length, address) === 0n
}
