import { describe, expect, test } from 'vitest'
import { buildInventory } from '../../src/inventory/build.ts'
import type { Inventory } from '../../src/inventory/model.ts'
import { differingHosts, isSameOnBoth } from '../../src/request/members-differ.ts'

const main = '/etc/dhcp/dhcpd.conf'

function saying(content: string): Inventory {
  return buildInventory({ main, files: [{ path: main, content }], leases: undefined, digest: '' })
}

const host = `host a {
  hardware ethernet 00:00:5e:00:53:01;
  fixed-address 10.20.0.10;
  option host-name "a  b";
}
`

describe('two members carry a host alike', () => {
  test.each([
    ['indented otherwise', host.replaceAll('\n  ', '\n\t\t')],
    ['on one line', host.replaceAll(/\n\s*/g, ' ')],
    ['without blanks round its brace', host.replace('a {\n  ', 'a{')],
    ['with its statements in another order', host.replace(/( {2}hardware.*\n)( {2}fixed.*\n)/, '$2$1')],
    ['with other letters in its MAC', host.replace('5e', '5E')],
    ['in a group that hands nothing down', `group {\n${host}}\n`],
    ['with another host beside it', `host b { }\n${host}`],
  ])('%s', (_, other) => {
    expect(isSameOnBoth('a', saying(host), saying(other))).toBe(true)
    expect(isSameOnBoth('a', saying(other), saying(host))).toBe(true)
  })

  test('that neither of them has', () => {
    expect(isSameOnBoth('z', saying(host), saying(host))).toBe(true)
  })
})

describe('two members do not carry a host alike', () => {
  test.each([
    ['with another MAC', host.replace('53:01', '53:02')],
    ['with another address', host.replace('0.10', '0.11')],
    ['with other blanks in a string', host.replace('a  b', 'a b')],
    ['with one option less', host.replace(/ {2}option.*\n/, '')],
    ['with another comment', `# the one on the stairs\n${host}`],
    ['with another spelling of its name', host.replace('host a', 'host A')],
    ['that one has not', ''],
  ])('%s', (_, other) => {
    expect(isSameOnBoth('a', saying(host), saying(other))).toBe(false)
    expect(isSameOnBoth('a', saying(other), saying(host))).toBe(false)
  })
})

test('the hosts that differ are named in order, those of one member alone among them', () => {
  const first = saying('host d { } host c { fixed-address 10.0.0.1; } host same { }')
  const second = saying('host same { } host b { } host c { fixed-address 10.0.0.2; }')

  expect(differingHosts(first, second)).toEqual(['b', 'c', 'd'])
})
