import { cString, type Lexeme } from './lexeme.ts'
import { type Permits, readPermit } from './permits.ts'
import { readPoolRange } from './ranges.ts'
import { readPrefix6, readRange6 } from './ranges6.ts'
import type { Reader } from './reader.ts'
import { said } from './said.ts'
import { plainScope, type Scope } from './scope.ts'
import type { Peer } from './world.ts'

/** What a pool has said so far. */
interface PoolBody extends Permits {
  /** That of the subnet or shared network in which the pool stands. */
  readonly outer: Scope
  peer: Peer | undefined
  ranges: number
}

type PoolStatement = (reader: Reader, body: PoolBody, keyword: Lexeme) => void

/** Statements that only the block of a pool has. */
const POOL_STATEMENTS: ReadonlyMap<string, PoolStatement> = new Map<string, PoolStatement>([
  ['range', counted((reader, { outer, peer }) => readPoolRange(reader, outer, peer))],
  ['allow', readPermit],
  ['deny', readPermit],
  ['failover', readPeerName],
  ['no', readNoPeer],
])

const POOL6_STATEMENTS: ReadonlyMap<string, PoolStatement> = new Map<string, PoolStatement>([
  ['range6', counted((reader, { outer }, keyword) => readRange6(reader, outer, keyword))],
  ['prefix6', counted((reader, { outer }, keyword) => readPrefix6(reader, outer, keyword))],
  ['allow', readPermit],
  ['deny', readPermit],
])

function counted(read: PoolStatement): PoolStatement {
  return (reader, body, keyword) => {
    body.ranges++
    read(reader, body, keyword)
  }
}

/** Reads what stands behind `pool`. */
export function readPool(reader: Reader, outer: Scope, keyword: Lexeme): void {
  if (outer.kind !== 'subnet' && outer.kind !== 'shared-network') {
    reader.refuse('not-allowed-here', keyword, '`pool` stands outside of a subnet or shared network')
  }
  readBody(reader, outer, keyword, POOL_STATEMENTS, 'range')
}

/** Reads what stands behind `pool6`. */
export function readPool6(reader: Reader, outer: Scope, keyword: Lexeme): void {
  if (outer.kind !== 'subnet') {
    reader.refuse('not-allowed-here', keyword, '`pool6` stands outside of a subnet6')
  }
  readBody(reader, outer, keyword, POOL6_STATEMENTS, 'range6 or prefix6')
}

function readBody(
  reader: Reader,
  outer: Scope,
  keyword: Lexeme,
  statements: ReadonlyMap<string, PoolStatement>,
  wanted: string,
): void {
  const network = outer.kind === 'subnet' ? outer.subnet?.network : outer.network
  const body: PoolBody = { outer, peer: network?.peer, hasDate: false, ranges: 0 }
  const scope = plainScope('pool')
  reader.block(reader.expect('{'), ({ type }) => {
    const read = statements.get(type)
    if (read) read(reader, body, reader.next())
    else reader.statement(scope)
  })
  if (body.ranges === 0) reader.report('empty-pool', keyword, `this pool has no ${wanted}`)
}

function readPeerName(reader: Reader, body: PoolBody): void {
  reader.expect('peer')
  const name = reader.expectString('the name of a failover peer')
  const peer = reader.world.peers.get(cString(name.text))
  if (peer) {
    peer.used = true
    body.peer = peer
  } else reader.report('unknown-peer', name, `${said(name)} names no failover peer that is declared before`)
  reader.semicolon()
}

/** `no failover peer`, which dhcpd wants without a `;`, whatever its manual says. */
function readNoPeer(reader: Reader, body: PoolBody): void {
  reader.expect('failover')
  reader.expect('peer')
  body.peer = undefined
  const found = reader.peek()
  if (found.type === ';') {
    reader.refuse('stray-semicolon', found, 'found `;`: dhcpd wants none behind `no failover peer`')
  }
}
