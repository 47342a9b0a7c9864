import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkConfiguration } from '../../../src/inventory/checks/check-configuration.ts'
import { CHECKS } from '../../../src/inventory/checks/registry.ts'
import { anyBytes } from '../../dhcpd/arbitrary.ts'
import { host, inventoryOf, LAB } from '../inventory-of.ts'
import { found, type Given } from './found.ts'

const OFFICE = 'subnet 10.30.0.0 netmask 255.255.255.0 { }\n'
const MAC = '00:00:5e:00:53:01'
const LAB6 = 'subnet6 2001:db8::/64 { range6 2001:db8::100 2001:db8::1ff; }\n'

const EXAMPLES: readonly (readonly [code: string, line: number, text: string, given?: Given])[] = [
  ['name-taken-but-for-case', 6, LAB + host('a', MAC, '10.20.0.5') + host('A', '0:0:5e:0:53:2', '10.20.0.6')],
  ['name-masked', 5, LAB + host('a', MAC, '10.20.0.5'), { leases: 'host a { dynamic; deleted; }' }],
  ['mac-length', 5, LAB + host('a', '1:2:3:4:5', '10.20.0.5')],
  ['mac-length', 5, LAB + host('a', '1:2:3:4:5:6:7:8', '10.20.0.5')],
  ['mac-broadcast', 5, LAB + host('a', 'ff:ff:ff:ff:ff:ff', '10.20.0.5')],
  ['mac-zero', 5, LAB + host('a', '0:0:0:0:0:0', '10.20.0.5')],
  ['mac-multicast', 5, LAB + host('a', '1:0:5e:0:0:1', '10.20.0.5')],
  ['mac-locally-administered', 5, LAB + host('a', '2:0:5e:0:53:1', '10.20.0.5')],
  ['mac-used-in-network', 6, LAB + host('a', MAC, '10.20.0.5') + host('b', MAC, '10.20.0.6')],
  [
    'mac-used-in-network',
    3,
    `subnet 10.20.0.0 netmask 255.255.255.0 { host a { hardware ethernet ${MAC}; fixed-address 10.20.0.5; }
      range 10.20.0.100 10.20.0.101;
      host b { hardware ethernet ${MAC}; fixed-address 10.20.0.6; } }`,
  ],
  [
    'uid-used-in-network',
    6,
    `${LAB}host a { uid 1:0:A; fixed-address 10.20.0.5; }\nhost b { uid 01:00:0a; fixed-address 10.20.0.6; }`,
  ],
  [
    'uid-used-in-network',
    3,
    `${LAB6}host a { host-identifier option dhcp6.client-id 0:1; fixed-address6 2001:db8::5; }
host b { host-identifier option dhcp6.client-id 00:01; fixed-address6 2001:db8::6; }`,
  ],
  [
    'mac-used-as-uid',
    6,
    `${LAB}${host('a', MAC, '10.20.0.5')}host b { uid 1:0:0:5E:0:53:1; fixed-address 10.20.0.6; }`,
  ],
  ['hardware-missing', 5, `${LAB}host a { fixed-address 10.20.0.5; }`],
  ['address-missing', 5, `${LAB}host a { hardware ethernet ${MAC}; }`],
  ['address-outside', 5, LAB + host('a', MAC, '10.40.0.5')],
  ['address-outside', 2, `${LAB6}host a { hardware ethernet ${MAC}; fixed-address6 2001:db9::5; }`],
  ['address-network', 5, LAB + host('a', MAC, '10.20.0.0')],
  ['address-broadcast', 5, LAB + host('a', MAC, '10.20.0.255')],
  ['address-router', 5, LAB + host('a', MAC, '10.20.0.1')],
  ['address-in-range', 5, LAB + host('a', MAC, '10.20.0.150')],
  ['address-in-range', 2, `${LAB6}host a { hardware ethernet ${MAC}; fixed-address6 2001:db8::1a0; }`],
  ['address-shared', 6, LAB + host('a', MAC, '10.20.0.5') + host('b', '0:0:5e:0:53:2', '10.20.0.5')],
  [
    'address-leased',
    5,
    LAB + host('a', MAC, '10.20.0.5'),
    { leases: 'lease 10.20.0.5 { binding state active; hardware ethernet 0:0:5e:0:53:9; }' },
  ],
  [
    'host-in-other-subnet',
    2,
    `subnet 10.20.0.0 netmask 255.255.255.0 {\n${host('a', MAC, '10.30.0.5')}}\n${OFFICE}`,
  ],
  [
    'host-in-other-subnet',
    1,
    `subnet6 2001:db9::/64 { host a { hardware ethernet ${MAC}; fixed-address6 2001:db8::5; } }\n${LAB6}`,
  ],
  ['subnet-duplicate', 2, OFFICE + OFFICE],
  ['subnet-duplicate', 2, LAB6 + LAB6],
  ['subnet-overlap', 1, `${OFFICE}subnet 10.0.0.0 netmask 255.0.0.0 { }`],
  ['subnet-overlap', 1, `${LAB6}subnet6 2001:db8::/48 { }`],
  [
    'range-overlap',
    1,
    `subnet6 2001:db8::/64 { range6 2001:db8::5 2001:db8::9; range6 2001:db8::1f 2001:db8::9; }`,
  ],
  ['range-reversed', 1, 'subnet 10.30.0.0 netmask 255.255.255.0 { range 10.30.0.9 10.30.0.5; }'],
  [
    'range-holds-router',
    1,
    'subnet 10.30.0.0 netmask 255.255.255.0 { range 10.30.0.5 10.30.0.9; option routers 10.30.0.7; }',
  ],
  ['range-holds-edge', 1, 'subnet 10.30.0.0 netmask 255.255.255.0 { range 10.30.0.0 10.30.0.9; }'],
  ['execute', 1, 'on commit { execute("/bin/true"); }'],
  [
    'address-unresolvable',
    5,
    `${LAB}host a { hardware ethernet ${MAC}; fixed-address a.example; }`,
    { unresolvable: ['a.example'] },
  ],
  ['unknown-word', 2, 'ddns-updates off;\nautoritative;'],
  ['leases-unread', 1, LAB, { leases: 'subnet 10.20.0.0 netmask 255.255.255.0 { }' }],
  ['leases-unread', 1, LAB, { leases: '\0\x01 not a lease' }],
  ['router-outside', 1, 'subnet 10.30.0.0 netmask 255.255.255.0 { option routers 10.31.0.1; }'],
]

test.each(EXAMPLES.map(([code, line, text, given]) => ({ code, line, text, given })))(
  '$code is found at line $line',
  ({ code, line, text, given }) => {
    expect(found(text, given)).toEqual([`${code} ${line}`])
  },
)

test('each rule of the review has an example here', () => {
  const shown = new Set(EXAMPLES.map(([code]) => code))

  const rules = Object.entries(CHECKS).flatMap(([code, { file }]) => (file ? [code] : []))

  expect(rules.filter((code) => !shown.has(code) && !code.startsWith('kea-'))).toEqual([])
})

describe('nothing is said of', () => {
  test.each([
    ['a host that all is well with', LAB + host('a', MAC, '10.20.0.5')],
    ['one MAC in two networks', LAB + OFFICE + host('a', MAC, '10.20.0.5') + host('b', MAC, '10.30.0.5')],
    ['hosts of a file that declares no subnet', host('a', MAC, '10.20.0.5')],
    [
      'a router in another subnet of the shared network',
      `shared-network x { subnet 10.20.0.0 netmask 255.255.255.0 { option routers 10.30.0.1; } ${OFFICE} }`,
    ],
    [
      'a host in a group in the subnet of its address',
      LAB.replace('}', `group { ${host('a', MAC, '10.20.0.5')} } }`),
    ],
  ])('%s', (_, text) => {
    expect(found(text)).toEqual([])
  })

  test('a lease that is the host’s own, or of the past', () => {
    const lease = (state: string, mac: string) => ({
      leases: `lease 10.20.0.5 { binding state ${state}; hardware ethernet ${mac}; }`,
    })

    expect(found(LAB + host('a', MAC, '10.20.0.5'), lease('active', MAC))).toEqual([])
    expect(found(LAB + host('a', MAC, '10.20.0.5'), lease('free', '0:0:5e:0:53:9'))).toEqual([])
  })

  test('hosts with a MAC that stands for nobody, but that it does', () => {
    const text = LAB + host('a', '0:0:0:0:0:0', '10.20.0.5') + host('b', '0:0:0:0:0:0', '10.20.0.6')

    expect(found(text)).toEqual(['mac-zero 5', 'mac-zero 6'])
  })

  test('a uid that holds the host’s own MAC, or one of another network', () => {
    const uid = (address: string) => `host b { uid 1:${MAC}; fixed-address ${address}; }`
    const own = `host a { hardware ethernet ${MAC}; uid 1:${MAC}; fixed-address 10.20.0.5; }`

    expect(found(LAB + own)).toEqual([])
    expect(found(LAB + OFFICE + host('a', MAC, '10.20.0.5') + uid('10.30.0.5'))).toEqual([])
  })

  test('a missing hardware address where the host has a client identifier as an option', () => {
    expect(found(`${LAB}host a { option dhcp-client-identifier 1:2; fixed-address 10.20.0.5; }`)).toEqual([])
  })

  test.each(['host a {\n  hardware ethernet 00:11:XX;\n}', 'host a { hardware ethernet 00:11:XX; }\n\n'])(
    'what a host lacks where dhcpd refuses a statement in it: %s',
    (refused) => {
      expect(found(`${LAB}${refused}\nhost b { }`).slice(1)).toEqual([
        'hardware-missing 8',
        'address-missing 8',
      ])
    },
  )

  test('a new lease database, or one that dhcpd has just begun', () => {
    expect(found(LAB, { leases: '' })).toEqual([])
    expect(found(LAB, { leases: '# made by dhcpd\nauthoring-byte-order little-endian;\n' })).toEqual([])
    expect(found(LAB, { leases: 'lease 10.20.0.5 {' })).toEqual([])
  })

  test('what Kea would not take over, unless it is asked for', () => {
    const text = `${LAB}failover peer "x" { primary; }`

    expect(found(text)).toEqual([])
    expect(found(text, { kea: true })).toEqual(['kea-failover 5'])
  })

  test('a host of the lease database that is not deleted, or has another name', () => {
    const leases = 'host a { dynamic; } host A { deleted; }'

    expect(found(LAB + host('a', MAC, '10.20.0.5'), { leases })).toEqual([])
  })
})

test('one MAC in two subnets of one shared network is a dead entry', () => {
  const text = `shared-network both { ${LAB}${OFFICE} }\n${host('a', MAC, '10.20.0.5')}${host('b', MAC, '10.30.0.5')}`

  expect(found(text)).toEqual(['mac-used-in-network 8'])
})

test('a host is dead only where others are used before it in each of its networks', () => {
  const both = `host b { hardware ethernet ${MAC}; fixed-address 10.20.0.6, 10.30.0.6; }\n`
  const first = LAB + OFFICE + host('a', MAC, '10.20.0.5')

  expect(found(first + both)).toEqual([])
  expect(found(first + host('c', MAC, '10.30.0.5') + both)).toContain('mac-used-in-network 8')
})

test('what dhcpd would refuse is an error that says so, in the order of the lines', () => {
  const inventory = inventoryOf(`${LAB}${host('a', MAC, '10.40.0.5')}host b {`)

  const findings = checkConfiguration(inventory, inventory.problems, { unresolvable: undefined })

  expect(findings.slice(0, 2)).toMatchObject([
    { code: 'address-outside', severity: 'error', path: 'dhcpd.conf', line: 5, column: 1, refused: false },
    { code: 'unclosed-block', severity: 'error', line: 6, refused: true },
  ])
})

test('blocks within one another to any depth can be reviewed', () => {
  expect(found('group {'.repeat(20_000), { kea: true })).toContain('too-deep 1')
})

test('any bytes can be reviewed', () => {
  fc.assert(
    fc.property(anyBytes(), (content) => {
      expect(() => found(content, { leases: content, kea: true })).not.toThrow()
    }),
  )
})
