import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { subnetOf } from '../../src/inventory/index.ts'
import { freeAddresses, nextFreeAddress } from '../../src/inventory/next-free.ts'
import type { Reservation } from '../../src/inventory/reservations.ts'
import { host, inventoryOf } from './inventory-of.ts'

function nextFree(text: string, leases = '', reserved: readonly Reservation[] = []): string | undefined {
  const inventory = inventoryOf(text, { leases })
  const [subnet] = inventory.subnets
  return subnet && nextFreeAddress(inventory, subnet, reserved)
}

test('the lowest address is taken that no one has', () => {
  const text = `subnet 10.0.0.0 netmask 255.255.255.240 {
    option routers 10.0.0.1;
    range 10.0.0.7 10.0.0.14;
    range 10.0.0.3 10.0.0.4;
  }
  ${host('a', '00:00:5e:00:53:01', '10.0.0.2')}`
  const reserved = [
    { host: 'b', name: 'b', mac: '00:00:5e:00:53:02', address: '10.0.0.5', by: 'request R-1' },
  ]

  expect(nextFree(text)).toBe('10.0.0.5')
  expect(nextFree(text, '', reserved)).toBe('10.0.0.6')
  expect(nextFree(text, 'lease 10.0.0.6 { binding state active; }', reserved)).toBeUndefined()
  expect(nextFree(text, 'lease 10.0.0.6 { binding state expired; }', reserved)).toBe('10.0.0.6')
})

test('network and broadcast addresses are never given, where a subnet has them', () => {
  expect(nextFree('subnet 10.0.0.0 netmask 255.255.255.252 { range 10.0.0.1 10.0.0.2; }')).toBeUndefined()
  expect(nextFree('subnet 10.0.0.0 netmask 255.255.255.254 { }')).toBe('10.0.0.0')
  expect(nextFree('subnet 0.0.0.0 netmask 0.0.0.0 { range 0.0.0.1 255.255.255.253; }')).toBe(
    '255.255.255.254',
  )
})

test('addresses of a smaller subnet inside are left to it', () => {
  const text = 'subnet 10.0.0.0 netmask 255.255.0.0 { } subnet 10.0.0.0 netmask 255.255.255.0 { }'

  expect(nextFree(text)).toBe('10.0.1.0')
})

test('an address belongs to the smallest subnet that holds it', () => {
  const inventory = inventoryOf(
    'subnet 10.0.0.0 netmask 255.0.0.0 { } subnet 10.0.1.0 netmask 255.255.255.0 { }',
  )

  expect(subnetOf(inventory, '10.0.1.255')?.cidr).toBe('10.0.1.0/24')
  expect(subnetOf(inventory, '10.0.2.0')?.cidr).toBe('10.0.0.0/8')
  expect(subnetOf(inventory, '11.0.0.0')).toBeUndefined()
  expect(subnetOf(inventory, 'a.example')).toBeUndefined()
})

describe('an address that was offered', () => {
  const inventory = inventoryOf(`subnet 10.0.0.0 netmask 255.255.255.240 {
    option routers 10.0.0.1;
    range 10.0.0.7 10.0.0.9;
  }
  ${host('a', '00:00:5e:00:53:01', '10.0.0.3')}`)
  const [subnet] = inventory.subnets
  if (!subnet) throw new Error('there is no subnet')
  const free = [...freeAddresses(inventory, subnet)]
  const any = Array.from({ length: 18 }, (_, index) => `10.0.0.${index}`)
  const reservationOf = (address: string) => ({ host: 'b', name: 'b', address, by: 'request R-1' })

  test('is the next free one for its own form alone, and what is not free is for nobody', () => {
    fc.assert(
      fc.property(
        fc.subarray(any),
        fc.subarray(any),
        fc.option(fc.constantFrom(...any), { nil: undefined }),
        (taken, others, own) => {
          const reserved = taken.map(reservationOf)

          const given = nextFreeAddress(inventory, subnet, reserved, { others: new Set(others), own })

          const open = free.filter((address) => !taken.includes(address))
          const wanted = own !== undefined && open.includes(own) ? own : undefined
          expect(given).toBe(wanted ?? open.find((address) => !others.includes(address)))
        },
      ),
    )
  })
})
