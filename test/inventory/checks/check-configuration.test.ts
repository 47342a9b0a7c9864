import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkConfiguration } from '../../../src/inventory/checks/check-configuration.ts'
import { CHECKS } from '../../../src/inventory/checks/registry.ts'
import { anyBytes } from '../../dhcpd/arbitrary.ts'
import { host, inventoryOf, LAB } from '../inventory-of.ts'

const OFFICE = 'subnet 10.30.0.0 netmask 255.255.255.0 { }\n'
const MAC = '00:00:5e:00:53:01'
const LAB6 = 'subnet6 2001:db8::/64 { range6 2001:db8::100 2001:db8::1ff; }\n'

interface Given {
  readonly leases?: string
  readonly unresolvable?: readonly string[]
}

/** The findings as `code line`. */
function found(text: string, { leases = '', unresolvable }: Given = {}): string[] {
  const inventory = inventoryOf(text, { leases })
  const extras = { unresolvable: unresolvable && new Set(unresolvable) }
  return checkConfiguration(inventory, inventory.problems, extras).map(({ code, line }) => `${code} ${line}`)
}

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
  ['subnet-duplicate', 2, OFFICE + OFFICE],
  ['subnet-duplicate', 2, LAB6 + LAB6],
  ['subnet-overlap', 1, `${OFFICE}subnet 10.0.0.0 netmask 255.0.0.0 { }`],
  ['range-reversed', 1, 'subnet 10.30.0.0 netmask 255.255.255.0 { range 10.30.0.9 10.30.0.5; }'],
  [
    'range-holds-router',
    1,
    'subnet 10.30.0.0 netmask 255.255.255.0 { range 10.30.0.5 10.30.0.9; option routers 10.30.0.7; }',
  ],
  ['range-holds-edge', 1, 'subnet 10.30.0.0 netmask 255.255.255.0 { range 10.30.0.0 10.30.0.9; }'],
  ['router-outside', 1, 'subnet 10.30.0.0 netmask 255.255.255.0 { option routers 10.31.0.1; }'],
]

/** Those that come with notes on the way to Kea, or with one another. */
const TOGETHER: readonly (readonly [codes: readonly string[], text: string, given?: Given])[] = [
  [['execute', 'kea-on-event'], 'on commit { execute("/bin/true"); }'],
  [['kea-failover'], 'failover peer "x" { primary; }'],
  [
    ['kea-several-addresses'],
    `${LAB}${OFFICE}host a { hardware ethernet ${MAC}; fixed-address 10.20.0.5, 10.30.0.5; }`,
  ],
  [['kea-name-as-address'], `${LAB}host a { hardware ethernet ${MAC}; fixed-address a.example; }`],
  [
    ['address-unresolvable', 'kea-name-as-address'],
    `${LAB}host a { hardware ethernet ${MAC}; fixed-address a.example; }`,
    { unresolvable: ['a.example'] },
  ],
  [['kea-hardware-type'], `${LAB}host a { hardware token-ring ${MAC}; fixed-address 10.20.0.5; }`],
  [
    ['kea-host-identifier'],
    `${LAB}host a { host-identifier option agent.remote-id 1:2; fixed-address 10.20.0.5; }`,
  ],
]

test.each(EXAMPLES.map(([code, line, text, given]) => ({ code, line, text, given })))(
  '$code is found at line $line',
  ({ code, line, text, given }) => {
    expect(found(text, given)).toEqual([`${code} ${line}`])
  },
)

test.each(TOGETHER.map(([codes, text, given]) => ({ codes, text, given })))(
  '$codes are found',
  ({ codes, text, given }) => {
    const lines = found(text, given)

    expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual([...codes].sort())
  },
)

test('each rule of the review has an example here', () => {
  const shown = new Set([...EXAMPLES.map(([code]) => code), ...TOGETHER.flatMap(([codes]) => codes)])

  const rules = Object.entries(CHECKS).flatMap(([code, { file }]) => (file ? [code] : []))

  expect(rules.filter((code) => !shown.has(code))).toEqual([])
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

  expect(found(first + both)).toEqual(['kea-several-addresses 7'])
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

test('any bytes can be reviewed', () => {
  fc.assert(
    fc.property(anyBytes(), (content) => {
      expect(() => found(content, { leases: content })).not.toThrow()
    }),
  )
})
