import { describe, expect, test } from 'vitest'
import { checkEdit, type EditInput } from '../../src/inventory/check-edit.ts'
import type { Reservation } from '../../src/inventory/reservations.ts'
import { host, inventoryOf, LAB } from './inventory-of.ts'

const MAC = '00:00:5e:00:53:01'
const CAMERA = host('camera', MAC, '10.20.0.10')
const OFFICE = 'subnet 10.30.0.0 netmask 255.255.255.0 { }\n'

function edit(fields: Partial<EditInput>, text = LAB + CAMERA, reserved: readonly Reservation[] = []) {
  const inventory = inventoryOf(text)
  const camera = inventory.hosts.find(({ name }) => name === 'camera')
  if (!camera) throw new Error('the file declares a camera')
  const kept = { name: undefined, mac: undefined, address: undefined, subnet: undefined, comment: undefined }
  const family = text.includes('subnet6') ? 6 : 4
  const names = { pattern: undefined, domain: undefined }
  return checkEdit({ ...kept, ...fields }, camera, { inventory, names, reserved, family })
}

function codes(...args: Parameters<typeof edit>): string[] {
  return edit(...args).findings.map(({ code }) => code)
}

describe('what of a host is to change', () => {
  test('is normalised, and what is not named is kept', () => {
    expect(edit({ name: 'door', mac: '0000.5E00.5309' })).toEqual({
      findings: [],
      change: {
        name: 'door',
        mac: '00:00:5e:00:53:09',
        addresses: undefined,
        addresses6: undefined,
        comment: undefined,
        options: [],
      },
      meant: expect.objectContaining({ name: 'door' }),
    })
  })

  test('is judged against what others have asked for', () => {
    const reserved = [
      { host: 'door', name: 'door', mac: '00:00:5e:00:53:09', address: '10.20.0.11', by: 'request R-1' },
    ]

    const found = codes(
      { name: 'door', mac: '00:00:5e:00:53:09', address: '10.20.0.11' },
      undefined,
      reserved,
    )

    expect(found).toEqual(['name-reserved', 'mac-reserved', 'address-reserved'])
  })

  test('is what is meant also where an error stands in the way, unless its form is wrong', () => {
    const outside = edit({ address: '10.99.0.1' })
    const malformed = edit({ address: '10.99.0' })

    expect(outside).toMatchObject({ change: undefined, meant: { addresses: ['10.99.0.1'] } })
    expect(malformed).toMatchObject({ change: undefined, meant: undefined })
  })

  test('is refused in a file that dhcpd would refuse', () => {
    expect(codes({ comment: 'x' }, `${LAB}${CAMERA}host y {`)).toEqual(['configuration-broken'])
  })
})

describe('a list of addresses', () => {
  test('is judged one by one, those that the host has already not at all', () => {
    const odd = 'host camera { fixed-address 10.20.0.150, 10.99.0.1; }\n'

    expect(codes({ address: '10.99.0.1,10.20.0.150,10.20.0.1' }, LAB + odd)).toEqual(['address-router'])
  })

  test('holds the MAC against each network that the host comes into', () => {
    const twin = host('twin', MAC, '10.30.0.10')

    expect(codes({ address: '10.20.0.10,10.30.0.11' }, LAB + OFFICE + CAMERA + twin)).toEqual([
      'mac-used-in-network',
    ])
  })

  test('takes no address for `auto` that it names itself, before or behind', () => {
    const text = LAB + host('camera', MAC, '10.20.0.2')

    expect(edit({ address: 'auto,10.20.0.2,auto' }, text).change?.addresses).toEqual([
      '10.20.0.3',
      '10.20.0.2',
      '10.20.0.4',
    ])
  })

  test('names no address twice, in whatever notation', () => {
    const text = 'subnet6 2001:db8::/64 { } host camera { fixed-address6 2001:db8::5; }'

    expect(codes({ address: '2001:db8::6, 2001:DB8:0::6' }, text)).toEqual(['address-twice'])
  })

  test('is of the family that the host has', () => {
    const text = `subnet6 2001:db8::/64 { } ${CAMERA}`

    expect(codes({ address: '2001:db8::6' }, text)).toEqual(['address-family'])
  })

  test('sets the addresses of the family that is served', () => {
    const text = 'subnet6 2001:db8::/64 { } host camera { fixed-address6 2001:db8::5; }'

    expect(edit({ address: '2001:DB8::5,auto' }, text).change).toMatchObject({
      addresses: undefined,
      addresses6: ['2001:db8::5', '2001:db8::2'],
    })
  })
})
