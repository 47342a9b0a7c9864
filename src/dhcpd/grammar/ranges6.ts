import { isPrefix, readIpv6 } from './addresses.ts'
import type { Lexeme } from './lexeme.ts'
import { looseNumber } from './numbers.ts'
import type { Reader } from './reader.ts'
import { said } from './said.ts'
import type { Scope, SubnetScope } from './scope.ts'
import { holds6, isSubnet6 } from './subnets.ts'

/** Reads what stands behind `range6`, in a subnet6 or its pool6. */
export function readRange6(reader: Reader, scope: Scope, keyword: Lexeme): void {
  const subnet = expectSubnet(reader, scope, keyword)
  const place = reader.peek()
  const first = readAddressIn(reader, subnet)
  if (reader.take('/')) readLength(reader, subnet, place, first)
  else if (reader.take('temporary')) expectPrefix(reader, place, first, 64)
  else readAddressIn(reader, subnet)
  reader.semicolon()
}

/** `range6 PREFIX/LENGTH [temporary]`: temporary addresses (RFC 4941) need room. */
function readLength(reader: Reader, subnet: SubnetScope, place: Lexeme, first: bigint): void {
  const number = reader.expectNumber('the length of a prefix')
  const length = looseNumber(number.text)
  if (!isSubnet6(subnet) || length < subnet.length || length > 128) {
    reader.refuse(
      'bad-number',
      number,
      `found ${said(number)}, expected a length from that of the subnet to 128`,
    )
  }
  expectPrefix(reader, place, first, length)
  if (reader.take('temporary') && (length < 64 || length === 128)) {
    reader.refuse(
      'bad-number',
      number,
      `found ${said(number)}, expected a length from 64 to 127 before \`temporary\``,
    )
  }
}

/** Reads what stands behind `prefix6`, in a subnet6 or its pool6. The prefixes need not be in the subnet. */
export function readPrefix6(reader: Reader, scope: Scope, keyword: Lexeme): void {
  expectSubnet(reader, scope, keyword)
  const firstPlace = reader.peek()
  const first = readIpv6(reader)
  const lastPlace = reader.peek()
  const last = readIpv6(reader)
  reader.expect('/')
  const number = reader.expectNumber('the length of a prefix')
  const length = looseNumber(number.text)
  if (length <= 0 || length >= 128) {
    reader.refuse('bad-number', number, `found ${said(number)}, expected a length from 1 to 127`)
  }
  expectPrefix(reader, firstPlace, first, length)
  expectPrefix(reader, lastPlace, last, length)
  reader.semicolon()
}

/** Reads what stands behind the `fixed-prefix6` of a host. */
export function readFixedPrefix6(reader: Reader, { host }: Scope, keyword: Lexeme): void {
  if (!host) reader.refuse('not-allowed-here', keyword, '`fixed-prefix6` stands outside of a host')
  const place = reader.peek()
  const prefix = readIpv6(reader)
  reader.expect('/')
  const number = reader.expectNumber('the length of a prefix')
  const end = reader.peek()
  reader.semicolon()
  // White space before the `;` makes dhcpd forget the number: it takes it for 0.
  expectPrefix(reader, place, prefix, end.spaced ? 0 : looseNumber(number.text))
}

function expectSubnet(reader: Reader, { kind, subnet }: Scope, keyword: Lexeme): SubnetScope {
  const name = said(keyword)
  if (kind !== 'subnet' || !subnet) {
    reader.refuse('not-allowed-here', keyword, `${name} stands outside of a subnet6 or pool6`)
  }
  if (reader.world.family === 4) reader.refuse('wrong-family', keyword, `${name} is for DHCPv6 only`)
  return subnet
}

function readAddressIn(reader: Reader, subnet: SubnetScope): bigint {
  const place = reader.peek()
  const address = readIpv6(reader)
  if (isSubnet6(subnet) && holds6(subnet, address)) return address
  return reader.refuse('outside-subnet', place, 'this address is not within the subnet')
}

function expectPrefix(reader: Reader, place: Lexeme, address: bigint, length: number): void {
  if (isPrefix(address, length)) return
  reader.refuse(
    'bad-address',
    place,
    `this address has bits behind the first ${length}, or there are not so many`,
  )
}
