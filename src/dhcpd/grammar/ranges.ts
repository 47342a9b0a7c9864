import { readIpv4 } from './addresses.ts'
import type { Lexeme } from './lexeme.ts'
import type { Reader } from './reader.ts'
import type { Scope, SubnetScope } from './scope.ts'
import { dotted, holds, innermost, isSubnet4 } from './subnets.ts'
import type { Peer } from './world.ts'

/** dhcpd keeps 304 bytes for each address of a range, and counts the bytes with 32 bits. */
const MOST_ADDRESSES = Math.floor((2 ** 32 - 1) / 304) - 1

/** Reads what stands behind the `range` of a subnet itself. */
export function readSubnetRange(reader: Reader, scope: Scope, keyword: Lexeme): void {
  if (scope.kind !== 'subnet') {
    reader.refuse('not-allowed-here', keyword, '`range` stands outside of a subnet or pool')
  }
  readPoolRange(reader, scope, undefined)
}

/**
 * Reads what stands behind the `range` of a pool.
 * @param scope that of the subnet or shared network in which the pool stands
 */
export function readPoolRange(reader: Reader, scope: Scope, peer: Peer | undefined): void {
  const start = reader.peek()
  const isDynamic = reader.take('dynamic-bootp')
  const place = reader.peek()
  const first = readIpv4(reader)
  const last = reader.peek().type === ';' ? first : readIpv4(reader)
  reader.semicolon()
  if (isDynamic && peer) {
    reader.report('not-allowed-here', start, '`dynamic-bootp` stands in a pool with a failover peer')
  }
  const subnet = scope.kind === 'subnet' ? scope.subnet : innermost(scope.network?.subnets ?? [], first)
  enterRange(reader, place, subnet, first, last)
}

function enterRange(
  reader: Reader,
  place: Lexeme,
  subnet: SubnetScope | undefined,
  first: number,
  last: number,
): void {
  if (!isSubnet4(subnet) || !holds(subnet, first) || !holds(subnet, last)) {
    reader.refuse('outside-subnet', place, 'this range is not within one subnet that is declared before it')
  }
  const low = Math.min(first, last)
  const high = Math.max(first, last)
  if (high - low >= MOST_ADDRESSES) {
    reader.refuse(
      'range-too-large',
      place,
      `dhcpd cannot keep more than ${MOST_ADDRESSES} addresses in a range`,
    )
  }
  const taken = reader.world.ranges.add(low, high)
  if (taken === undefined) return
  reader.report('duplicate-address', place, `${dotted(taken)} is in a range before this one too`)
}
