import { describe, expect, test } from 'vitest'
import { checkAdd, type HostInput } from '../../src/inventory/check-add.ts'
import { inventoryOf } from './inventory-of.ts'

const NET = `subnet6 2001:db8::/64 {
  range6 2001:db8::1000 2001:db8::1fff;
  range6 2001:db8::2000/116;
}
subnet6 2001:db8:0:1::/64 { }
`
const CAMERA = 'host camera { hardware ethernet 00:00:5e:00:53:01; fixed-address6 2001:DB8::0010; }\n'
const MAC = '00:00:5e:00:53:02'

function add(fields: Partial<HostInput>, text = NET + CAMERA, leases = '') {
  const inventory = inventoryOf(text, { leases })
  const names = { pattern: undefined, domain: undefined }
  const input = { name: 'printer', mac: MAC, address: '2001:db8::5', subnet: undefined, comment: '' }
  return checkAdd({ ...input, ...fields }, { inventory, names, reserved: [], family: 6 })
}

function codes(fields: Partial<HostInput>, text?: string, leases?: string): string[] {
  return add(fields, text, leases).findings.map(({ code }) => code)
}

describe('an IPv6 address', () => {
  test('is written in its canonical form (RFC 5952)', () => {
    expect(add({ address: '2001:0DB8:0::0005' }).change).toEqual({
      kind: 'add',
      name: 'printer',
      mac: MAC,
      address: '2001:db8::5',
      comment: undefined,
    })
  })

  test.each([
    ['is none', '2001:db8::g', 'is not an IPv6 address'],
    ['has a zone', 'fe80::1%eth0', 'is not an IPv6 address'],
    ['has a length', '2001:db8::5/64', 'is not an IPv6 address'],
    ['has brackets', '[2001:db8::5]', 'is not an IPv6 address'],
    ['has a blank at its end', '2001:db8::5 ', 'has a blank'],
    ['is an IPv4 address', '10.20.0.5', 'is an IPv4 address'],
    ['holds an IPv4 address', '::ffff:10.20.0.5', 'is an IPv4 address in IPv6 notation'],
    ['is link-local', 'fe80::1', 'is a link-local address'],
    ['is multicast', 'ff02::1', 'is a multicast address'],
    ['is that of the machine itself', '::1', 'is the loopback address'],
    ['is unspecified', '::', 'is the unspecified address'],
  ])('that %s is refused', (_, address, reason) => {
    const { findings, change, meant } = add({ address })

    expect(findings).toMatchObject([{ code: 'address6-form', field: 'address', severity: 'error' }])
    expect(findings[0]?.message).toContain(reason)
    expect([change, meant]).toEqual([undefined, undefined])
  })

  test.each([
    ['lies in no declared subnet6', '2001:db8:0:2::5', 'address-outside'],
    ['lies in a range6 of two addresses', '2001:db8::1800', 'address-in-range'],
    ['lies in a range6 of a network', '2001:db8::2abc', 'address-in-range'],
    ['is the subnet-router anycast address', '2001:db8::', 'address-network'],
    ['is a host’s in another notation', '2001:db8::10', 'address-shared'],
  ])('that %s is found', (_, address, code) => {
    expect(codes({ address })).toEqual([code])
  })

  test('of the same device is said to be registered', () => {
    expect(codes({ address: '2001:db8::10', mac: '00:00:5e:00:53:01' })).toEqual([
      'mac-used-in-network',
      'address-same-device',
    ])
  })

  test('that is leased at present is found', () => {
    const leases = `ia-na "\\001\\000\\000\\000x" {
  iaaddr 2001:db8::5 { binding state active; ends never; }
}
`

    expect(codes({}, undefined, leases)).toEqual(['address-leased'])
  })

  test('in a network of two has no anycast address (RFC 6164)', () => {
    expect(codes({ address: '2001:db8::' }, 'subnet6 2001:db8::/127 { }')).toEqual([])
  })
})

describe('the MAC of an IPv6 host', () => {
  test('is found twice in a network, which a shared network makes of two subnets', () => {
    const shared = `shared-network s {\n${NET}}\n${CAMERA}`

    expect(codes({ mac: '00:00:5e:00:53:01', address: '2001:db8:0:1::5' }, shared)).toEqual([
      'mac-used-in-network',
    ])
  })

  test('may be asked for in another network', () => {
    expect(codes({ mac: '00:00:5e:00:53:01', address: '2001:db8:0:1::5' })).toEqual(['mac-used-elsewhere'])
  })
})

describe('the next free IPv6 address', () => {
  test.each([
    ['is that behind the router’s, which no file names', 'subnet6 2001:db8::/64 { }', '2001:db8::2'],
    [
      'is none that a host has',
      'subnet6 2001:db8::/64 { } host a { fixed-address6 2001:DB8::2, 2001:db8::3; }',
      '2001:db8::4',
    ],
    [
      'lies behind ranges, however they overlap',
      'subnet6 2001:db8::/64 { range6 2001:db8::/96; range6 2001:db8::5 2001:db8::6; }',
      '2001:db8::1:0:0',
    ],
    [
      'lies outside smaller subnets, however large',
      'subnet6 2001:db8::/32 { } subnet6 2001:db8::/48 { range6 2001:db8::2 2001:db8::ffff; }',
      '2001:db8:1::',
    ],
  ])('%s', (_, text, address) => {
    expect(add({ address: 'auto', subnet: firstSubnet(text) }, text).change?.address).toBe(address)
  })

  test('is not there in a subnet that is full', () => {
    expect(codes({ address: 'auto' }, 'subnet6 2001:db8::/126 { range6 2001:db8::2/127; }')).toEqual([
      'subnet-full',
    ])
  })

  test('is taken from the subnet that is named, in any notation', () => {
    expect(codes({ address: '' })).toEqual(['subnet-needed'])
    expect(add({ address: '', subnet: '2001:DB8:0:1:0::/64' }).change?.address).toBe('2001:db8:0:1::2')
  })
})

function firstSubnet(text: string): string | undefined {
  return /subnet6 (\S+)/.exec(text)?.[1]
}
