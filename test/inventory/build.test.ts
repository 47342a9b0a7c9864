import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildInventory } from '../../src/inventory/build.ts'
import { anyBytes } from '../dhcpd/arbitrary.ts'
import { inventoryOf } from './inventory-of.ts'

function problemsOf(text: string, includes = {}): string[] {
  return inventoryOf(text, { includes }).problems.map(({ code, path, line }) => `${code} ${path}:${line}`)
}

test('a host is listed with its hardware, addresses, comment and place', () => {
  const text =
    'authoritative;\n# Zoë’s\nhost a { hardware ethernet 0:1:2:3:4:A; fixed-address 10.0.0.5, a.example; }\n'

  const [host] = inventoryOf(text).hosts

  expect(host).toMatchObject({
    name: 'a',
    hardware: { type: 'ethernet', address: '00:01:02:03:04:0a' },
    addresses: ['10.0.0.5', 'a.example'],
    addresses6: [],
    scopes: [],
    comment: 'Zoë’s',
    place: { path: 'dhcpd.conf', line: 3, length: 76 },
  })
})

test('a host knows the declarations round it and what they hand down', () => {
  const text = `shared-network lab { option domain-name "x"; # why
    subnet 10.0.0.0 netmask 255.255.255.0 {
      range 10.0.0.9 10.0.0.10; option routers 10.0.0.1;
      group phones { if known { filename "f"; } host a { } }
    }
  }`

  const [host] = inventoryOf(text).hosts

  expect(host?.scopes).toEqual([
    { kind: 'shared-network', label: 'shared-network lab', options: ['option domain-name "x";'] },
    { kind: 'subnet', label: 'subnet 10.0.0.0 netmask 255.255.255.0', options: ['option routers 10.0.0.1;'] },
    { kind: 'group', label: 'group phones', options: ['if known { filename "f"; }'] },
  ])
})

test('a subnet has the ranges and routers that lie in it, wherever they stand', () => {
  const text = `option routers 10.0.0.1;
  shared-network lab {
    subnet 10.0.0.0 netmask 255.255.255.0 { range 10.0.0.20 10.0.0.10; }
    subnet 10.0.1.0 netmask 255.255.255.0 { option routers 10.0.1.1; }
    pool { range 10.0.1.50; }
  }`

  expect(inventoryOf(text).subnets).toMatchObject([
    {
      cidr: '10.0.0.0/24',
      broadcast: '10.0.0.255',
      ranges: [{ from: '10.0.0.10', to: '10.0.0.20' }],
      routers: ['10.0.0.1'],
      sharedNetwork: 'lab',
    },
    {
      cidr: '10.0.1.0/24',
      ranges: [{ from: '10.0.1.50', to: '10.0.1.50' }],
      routers: ['10.0.1.1'],
      sharedNetwork: 'lab',
    },
  ])
})

test('included files are read where they are included, each with its own places', () => {
  const includes = {
    'hosts.conf': '\nhost b { include "mac.conf"; }',
    'mac.conf': 'hardware ethernet 0:0:5e:0:53:1;',
  }

  const { hosts, problems } = inventoryOf('host a { }\ngroup g { include "hosts.conf"; }\nhost c { }', {
    includes,
  })

  expect(hosts.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  expect(hosts[1]).toMatchObject({
    hardware: { address: '00:00:5e:00:53:01' },
    scopes: [{ label: 'group g' }],
    place: { path: 'hosts.conf', line: 2 },
  })
  expect(problems).toEqual([])
})

test('leases are read in their last state', () => {
  const leases = 'lease 10.0.0.5 { binding state active; hardware ethernet 0:0:5e:0:53:1; }'

  expect(inventoryOf('', { leases }).leases).toMatchObject([
    { address: '10.0.0.5', state: 'active', mac: '00:00:5e:00:53:01' },
  ])
})

test('what dhcpd would refuse is a problem with its place', () => {
  expect(problemsOf('\ninclude "gone.conf";')).toEqual(['missing-include dhcpd.conf:2'])
  expect(problemsOf('include "a";', { a: '\n\ninclude "dhcpd.conf";' })).toEqual(['include-loop a:3'])
  expect(problemsOf('include "a";', { a: 'host x {' })).toEqual(['unclosed-block a:1'])
  expect(problemsOf('host a { }\nhost a { }')).toEqual(['duplicate-host dhcpd.conf:2'])
  expect(problemsOf('class "c" { host a { } }')).toEqual(['misplaced-host dhcpd.conf:1'])
  expect(problemsOf('host b {\nhost a { } }')).toEqual(['misplaced-host dhcpd.conf:2'])
  expect(problemsOf('host a { hardware ethernet 1:2:3:4:5:6;\nhardware ethernet 1:2:3:4:5:6; }')).toEqual([
    'second-hardware dhcpd.conf:2',
  ])
  expect(problemsOf('host a { fixed-address a;\nfixed-address b; }')).toEqual([
    'second-fixed-address dhcpd.conf:2',
  ])
  expect(problemsOf('subnet 10.0.0.1 netmask 255.255.255.0 { }')).toEqual(['subnet-mask dhcpd.conf:1'])
  expect(problemsOf('subnet 10.0.0.0 netmask 255.0.255.0 { }')).toEqual(['subnet-mask dhcpd.conf:1'])
  expect(problemsOf('option x "y"\nhost a { }')).toEqual(['malformed-statement dhcpd.conf:1'])
  expect(problemsOf('group {'.repeat(100) + '}'.repeat(100))).toEqual(['too-deep dhcpd.conf:1'])
})

test('any bytes give an inventory', () => {
  fc.assert(
    fc.property(anyBytes(), (content) => {
      const files = [{ path: 'a', content }]

      expect(() =>
        buildInventory({ main: 'a', files, leases: { path: 'l', content }, digest: '' }),
      ).not.toThrow()
    }),
  )
})
