import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressOf } from '../../src/inventory/address.ts'
import { mapAddresses, stretchesOf } from '../../src/inventory/address-map.ts'
import type { Inventory } from '../../src/inventory/model.ts'
import { freeAddresses } from '../../src/inventory/next-free.ts'
import { host, inventoryOf } from './inventory-of.ts'

function lease(address: string, state = 'active'): string {
  return `lease ${address} { binding state ${state}; }\n`
}

function mapOf(inventory: Inventory, kept: readonly string[] = [], subnet = inventory.subnets[0]) {
  if (!subnet) throw new Error('there is no subnet')
  return mapAddresses(inventory, subnet, new Set(kept))
}

test('each address is what has it first: a host, the router, a lease, a request, a range', () => {
  const inventory = inventoryOf(
    `subnet 10.20.0.0 netmask 255.255.255.240 { option routers 10.20.0.1; range 10.20.0.8 10.20.0.12; }
    ${host('a', '0:0:5e:0:53:1', '10.20.0.2')}${host('b', '0:0:5e:0:53:2', '10.20.0.9')}`,
    { leases: lease('10.20.0.8') + lease('10.20.0.9') + lease('10.20.0.10', 'free') + lease('10.20.0.3') },
  )

  const map = mapOf(inventory, ['10.20.0.2', '10.20.0.3', '10.20.0.4', '10.20.0.11'])

  expect(map).toEqual([
    'other',
    'router',
    'host',
    'lease',
    'kept',
    ...['free', 'free', 'free'],
    ...['lease', 'host', 'range', 'kept', 'range'],
    ...['free', 'free', 'other'],
  ])
})

test('addresses of a smaller subnet inside are not for hosts of the larger one', () => {
  const inventory = inventoryOf(
    'subnet 10.20.0.0 netmask 255.255.255.240 { }\nsubnet 10.20.0.4 netmask 255.255.255.252 { }\n',
  )

  expect(mapOf(inventory).slice(3, 9)).toEqual(['free', 'other', 'other', 'other', 'other', 'free'])
  expect(mapOf(inventory, [], inventory.subnets[1])).toEqual(['other', 'free', 'free', 'other'])
})

test('the cells that are free are the addresses that are given out, without what is kept', () => {
  const address = fc.integer({ min: 0, max: 31 }).map((last) => `10.0.0.${last}`)
  fc.assert(
    fc.property(
      fc.array(address),
      fc.array(address),
      fc.array(address),
      address,
      (taken, held, kept, router) => {
        const declared = taken.map((one, index) =>
          host(`h${index}`, `0:0:5e:0:53:${index.toString(16)}`, one),
        )
        const inventory = inventoryOf(
          `subnet 10.0.0.0 netmask 255.255.255.224 { option routers ${router}; range 10.0.0.20 10.0.0.25; }\n${declared.join('')}`,
          { leases: held.map((one) => lease(one)).join('') },
        )
        const [subnet] = inventory.subnets
        const free = subnet ? [...freeAddresses(inventory, subnet)].filter((one) => !kept.includes(one)) : []

        const drawn = [...mapOf(inventory, kept).entries()].flatMap(([at, use]) =>
          use === 'free' ? [addressOf(0x0a000000 + at)] : [],
        )

        expect(drawn).toEqual(free)
      },
    ),
  )
})

test('a map is told as stretches of one use', () => {
  expect(stretchesOf(['other', 'free', 'free', 'host'])).toEqual([
    { use: 'other', from: 0, to: 0 },
    { use: 'free', from: 1, to: 2 },
    { use: 'host', from: 3, to: 3 },
  ])
  expect(stretchesOf([])).toEqual([])
})
