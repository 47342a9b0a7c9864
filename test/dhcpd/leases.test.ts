import { expect, test } from 'vitest'
import { type LeaseEntry, readLeaseDatabase } from '../../src/dhcpd/leases.ts'

function readLeases(content: string): readonly LeaseEntry[] {
  return readLeaseDatabase(content).leases
}

const ACTIVE = `lease 10.0.0.5 {
  starts 2 2024/12/10 12:57:04;
  ends 2 2024/12/10 13:07:04;
  binding state active;
  next binding state free;
  hardware ethernet 0:11:22:33:44:AA;
  uid "\\001\\000";
  client-hostname "pc{5}";
}
`

test('a lease is read with its device, its state and its end', () => {
  expect(readLeases(ACTIVE)).toEqual([
    {
      address: '10.0.0.5',
      mac: '00:11:22:33:44:aa',
      hostname: 'pc{5}',
      state: 'active',
      ends: '2024-12-10T13:07:04.000Z',
    },
  ])
})

test('the last entry of an address holds', () => {
  const [lease, ...more] = readLeases(`${ACTIVE}lease 10.0.0.5 { binding state free; ends never; }`)

  expect(lease).toMatchObject({ state: 'free', mac: undefined, ends: undefined })
  expect(more).toEqual([])
})

test('an end counted in seconds is the same instant', () => {
  expect(readLeases('lease 10.0.0.5 { ends epoch 1733836024; # Tue\n }')[0]?.ends).toBe(
    '2024-12-10T13:07:04.000Z',
  )
})

test('an entry that dhcpd has not finished writing is left out', () => {
  expect(readLeases(`${ACTIVE}lease 10.0.0.6 {\n  binding state act`)).toHaveLength(1)
})

test('addresses and prefixes of IPv6 are leases too', () => {
  const text = `ia-na "\\001\\000" { cltt 2 2024/12/10 12:57:04;
  iaaddr 2001:db8::10 { binding state active; preferred-life 300; ends never; } }
ia-pd "\\002\\000" { iaprefix 2001:db8:1::/56 { binding state expired; } }`

  expect(readLeases(text)).toMatchObject([
    { address: '2001:db8::10', state: 'active' },
    { address: '2001:db8:1::/56', state: 'expired' },
  ])
})

test('hosts that OMAPI made or took away are read by their last entry', () => {
  const text = `host a { dynamic; hardware ethernet 0:0:5e:0:53:1; fixed-address 10.0.0.5; }
host b { dynamic; }
host b { dynamic; deleted; }
host c { deleted; }
host c { dynamic; }`

  expect(readLeaseDatabase(text).hosts).toMatchObject([
    { name: 'a', deleted: false, mac: '00:00:5e:00:53:01', addresses: ['10.0.0.5'], offset: 0 },
    { name: 'b', deleted: true },
    { name: 'c', deleted: false },
  ])
})
