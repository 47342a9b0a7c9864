import { readAddressOrName } from './addresses.ts'
import { readDate } from './dates.ts'
import { cString, isIdentifier, type Lexeme } from './lexeme.ts'
import { looseNumber, readNumbers } from './numbers.ts'
import type { Reader } from './reader.ts'
import { said } from './said.ts'
import type { Scope } from './scope.ts'
import type { Peer } from './world.ts'

/** What the block of a failover peer has said so far. */
interface PeerBody {
  role: 'primary' | 'secondary'
  hasPeerAddress: boolean
  hasBalance: boolean
  maximumLead: number
}

/** @param ofPeer whether the word `peer` stands before the keyword */
type PeerSetting = (reader: Reader, body: PeerBody, keyword: Lexeme, ofPeer: boolean) => void

const SETTINGS: ReadonlyMap<string, PeerSetting> = new Map<string, PeerSetting>([
  ['primary', (_reader, body) => setRole(body, 'primary')],
  ['secondary', readSecondary],
  ['address', readAddress],
  ['port', readNumber],
  ['max-lease-misbalance', readNumber],
  ['max-lease-ownership', readNumber],
  ['max-balance', readNumber],
  ['min-balance', readNumber],
  ['auto-partner-down', readNumber],
  ['max-response-delay', readNumber],
  ['max-unacked-updates', readNumber],
  ['mclt', readMaximumLead],
  ['hba', readHashBuckets],
  ['split', readSplit],
  ['load', readLoadBalance],
])

/** Reads what stands behind `failover`: a peer's declaration, a reference to one, or its state. */
export function readFailover(reader: Reader, { kind, network }: Scope, keyword: Lexeme): void {
  if (kind !== 'file' && kind !== 'shared-network') {
    reader.refuse('not-allowed-here', keyword, '`failover peer` stands in a block that is no shared network')
  }
  reader.expect('peer')
  const place = reader.next()
  if (place.type !== 'STRING' && !isIdentifier(place)) reader.unexpected(place, 'the name of a failover peer')
  const name = cString(place.text)
  const peer = reader.world.peers.get(name)
  if (reader.take(';')) {
    if (!network)
      reader.refuse('not-allowed-here', keyword, 'a failover peer is named outside of a shared network')
    network.peer = peer ?? refuseUnknown(reader, place)
  } else if (reader.take('state')) {
    if (!peer) refuseUnknown(reader, place)
    readState(reader, peer)
  } else readPeer(reader, place, name, network)
}

function refuseUnknown(reader: Reader, place: Lexeme): never {
  return reader.refuse('unknown-peer', place, `${said(place)} names no failover peer that is declared before`)
}

function readPeer(reader: Reader, place: Lexeme, name: string, network: Scope['network']): void {
  const { peers } = reader.world
  if (peers.has(name)) reader.report('duplicate-statement', place, `${said(place)} is declared before`)
  const body: PeerBody = { role: 'primary', hasPeerAddress: false, hasBalance: false, maximumLead: 0 }
  reader.block(reader.expect('{'), () => readSetting(reader, body))
  checkPeer(reader, place, body)
  const peer: Peer = { name, role: body.role, used: false, declared: reader.place(place) }
  peers.set(name, peer)
  if (network) network.peer = peer
}

function readSetting(reader: Reader, body: PeerBody): void {
  let ofPeer = false
  while (reader.take('peer')) ofPeer = true
  const keyword = reader.peek()
  // A `peer` right before the closing brace is passed over.
  if (keyword.type === '}') return
  const read = SETTINGS.get(keyword.type)
  if (!read) reader.unknownStatement(keyword, `one of ${[...SETTINGS.keys()].join(', ')}`)
  reader.next()
  read(reader, body, keyword, ofPeer)
  reader.semicolon()
}

/** A peer whose role is not said is a primary. */
function checkPeer(reader: Reader, place: Lexeme, body: PeerBody): void {
  const missing: string[] = []
  if (!body.hasPeerAddress) missing.push('a `peer address`')
  if (body.role === 'primary' && !body.hasBalance) missing.push('a `split` or `hba`')
  if (body.role === 'primary' && body.hasBalance && body.maximumLead === 0) missing.push('an `mclt`')
  if (missing.length > 0) {
    reader.report(
      'incomplete-peer',
      place,
      `this failover peer (a ${body.role}) needs ${missing.join(' and ')}`,
    )
  }
}

function setRole(body: PeerBody, role: PeerBody['role']): void {
  body.role = role
}

function readSecondary(reader: Reader, body: PeerBody, keyword: Lexeme): void {
  setRole(body, 'secondary')
  if (body.hasBalance) refuseBalance(reader, keyword)
}

function refuseBalance(reader: Reader, place: Lexeme): void {
  reader.report('not-allowed-here', place, 'a secondary has no `split` and no `hba`')
}

function readAddress(reader: Reader, body: PeerBody, _keyword: Lexeme, ofPeer: boolean): void {
  readAddressOrName(reader)
  body.hasPeerAddress ||= ofPeer
}

function readNumber(reader: Reader): void {
  reader.expectNumber('a number')
}

function readMaximumLead(reader: Reader, body: PeerBody): void {
  body.maximumLead = looseNumber(reader.expectNumber('a number of seconds').text)
}

function readHashBuckets(reader: Reader, body: PeerBody, keyword: Lexeme): void {
  if (body.role === 'secondary') refuseBalance(reader, keyword)
  readNumbers(reader, ':', 16, 32, '32 octets')
  body.hasBalance = true
}

function readSplit(reader: Reader, body: PeerBody, keyword: Lexeme): void {
  if (body.role === 'secondary') refuseBalance(reader, keyword)
  const split = reader.expectNumber('a number from 0 to 256')
  const value = looseNumber(split.text)
  if (value < 0 || value > 256) {
    reader.refuse('bad-number', split, `found ${said(split)}, expected a number from 0 to 256`)
  }
  body.hasBalance = true
}

function readLoadBalance(reader: Reader): void {
  reader.expect('balance')
  reader.expect('max')
  reader.expect('seconds')
  reader.expectNumber('a number of seconds')
}

const STATES: ReadonlySet<string> = new Set([
  ...'unknown-state partner-down normal communications-interrupted conflict-done'.split(' '),
  ...'resolution-interrupted potential-conflict recover recover-wait recover-done shutdown paused startup'.split(
    ' ',
  ),
])

/** Reads the block behind `failover peer NAME state`; it belongs into the lease file, but dhcpd reads it here too. */
function readState(reader: Reader, peer: Peer): void {
  reader.block(reader.expect('{'), (keyword) => {
    reader.next()
    if (keyword.type === 'mclt') {
      if (peer.role === 'primary')
        reader.refuse('not-allowed-here', keyword, 'a primary has no `mclt` of its state')
      reader.expectNumber('a number of seconds')
      reader.semicolon()
      return
    }
    if (keyword.type !== 'my' && keyword.type !== 'partner')
      reader.unexpected(keyword, '`my`, `partner` or `mclt`')
    reader.expect('state')
    const state = reader.next()
    if (!STATES.has(state.type)) reader.unexpected(state, 'the name of a state')
    if (reader.take(';')) return
    reader.expect('at', '`;` or `at`')
    readDate(reader)
    reader.semicolon()
  })
}
