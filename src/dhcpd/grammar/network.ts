import { expectDottedName, isPrefix, readIpv4, readIpv6 } from './addresses.ts'
import { cString, type Lexeme } from './lexeme.ts'
import { looseNumber } from './numbers.ts'
import type { Reader } from './reader.ts'
import { said } from './said.ts'
import { type NetworkScope, newNetwork, type Scope, type SubnetScope } from './scope.ts'

/** Reads what stands behind `shared-network`. */
export function readSharedNetwork(reader: Reader, _scope: Scope, keyword: Lexeme): void {
  const place = reader.peek()
  if (reader.take('STRING')) {
    if (cString(place.text) === '') reader.report('bad-name', place, 'a shared network needs a name')
  } else expectDottedName(reader, 'the name of a shared network')
  const network = newNetwork()
  const scope: Scope = { kind: 'shared-network', host: undefined, subnet: undefined, network }
  readNetworkBlock(reader, scope, network)
  if (network.subnets.length === 0) {
    reader.report('empty-network', keyword, 'this shared network has no subnet')
  }
}

/** Reads what stands behind `subnet`. */
export function readSubnet(reader: Reader, scope: Scope): void {
  const place = reader.peek()
  const address = readIpv4(reader)
  reader.expect('netmask')
  const mask = readIpv4(reader)
  if ((address & ~mask) !== 0) {
    reader.refuse(
      'bad-address',
      place,
      'this address has bits outside of the netmask: it is not that of a network',
    )
  }
  const network = scope.network ?? newNetwork()
  readSubnetBlock(reader, scope, place, { family: 4, address, mask, network })
}

/** Reads what stands behind `subnet6`. */
export function readSubnet6(reader: Reader, scope: Scope, keyword: Lexeme): void {
  if (reader.world.family === 4) reader.refuse('wrong-family', keyword, '`subnet6` is for DHCPv6 only')
  const place = reader.peek()
  const address = readIpv6(reader)
  reader.expect('/')
  const number = reader.expectNumber('the length of a prefix')
  const length = looseNumber(number.text)
  if (!/^\d+$/.test(number.text) || length > 128) {
    reader.refuse('bad-number', number, `found ${said(number)}, expected a length from 0 to 128`)
  }
  if (!isPrefix(address, length)) {
    reader.refuse(
      'bad-address',
      place,
      'this address has bits behind the prefix: it is not that of a network',
    )
  }
  const network = scope.network ?? newNetwork()
  readSubnetBlock(reader, scope, place, { family: 6, address, length, network })
}

/** A subnet by itself is its own shared network; within one that is written out it is not tied to that one. */
function readSubnetBlock(reader: Reader, outer: Scope, place: Lexeme, subnet: SubnetScope): void {
  const { world } = reader
  world.subnetFamily ??= subnet.family
  if (world.subnetFamily !== subnet.family) {
    reader.report(
      'wrong-family',
      place,
      'dhcpd ends when it meets subnets of IPv4 and of IPv6 in one configuration',
    )
  }
  const network = outer.network ? undefined : subnet.network
  const scope: Scope = { kind: 'subnet', host: undefined, subnet, network }
  readNetworkBlock(reader, scope, subnet.network)
  subnet.network.subnets.push(subnet)
}

function readNetworkBlock(reader: Reader, scope: Scope, network: NetworkScope): void {
  reader.block(reader.expect('{'), (ahead) => {
    if (ahead.type === 'interface') readInterface(reader, network)
    else reader.statement(scope)
  })
}

/** The system's longest name of an interface, with the byte that ends it. */
const INTERFACE_NAME_SIZE = 16

/** An interface whose name another network has is not tied to this one, and dhcpd says nothing. */
function readInterface(reader: Reader, network: NetworkScope): void {
  const keyword = reader.next()
  const text = cString(reader.next().text)
  const name = text.length > INTERFACE_NAME_SIZE ? text.slice(0, INTERFACE_NAME_SIZE - 1) : text
  reader.semicolon()
  if (network.hasInterface) {
    reader.report('duplicate-statement', keyword, 'this network has an interface already')
  } else if (!reader.world.interfaces.has(text)) {
    reader.world.interfaces.add(name)
    network.hasInterface = true
  }
}
