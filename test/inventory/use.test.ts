import fc from 'fast-check'
import { expect, test } from 'vitest'
import { freeAddresses } from '../../src/inventory/next-free.ts'
import { useOfSubnets } from '../../src/inventory/use.ts'
import { host, inventoryOf, LAB } from './inventory-of.ts'

test('the addresses of a subnet are counted by who has them', () => {
  const lease = (address: string, state: string) => `lease ${address} { binding state ${state}; }\n`
  const inventory = inventoryOf(
    LAB + host('a', '0:0:5e:0:53:1', '10.20.0.5') + host('b', '0:0:5e:0:53:2', '10.20.0.120'),
    {
      leases: lease('10.20.0.5', 'active') + lease('10.20.0.101', 'active') + lease('10.20.0.102', 'free'),
    },
  )

  const [use] = useOfSubnets(inventory).values()

  expect(use).toEqual({ hosts: 2, dynamic: 100, leases: 2, free: 254 - 100 - 1 - 1 })
})

test('the free addresses that are counted are those that are given out', () => {
  const address = fc.integer({ min: 0, max: 31 }).map((last) => `10.0.0.${last}`)
  const range = fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 15 }))
  fc.assert(
    fc.property(
      fc.array(address),
      fc.array(address),
      address,
      range,
      (hosts, leases, router, [from, size]) => {
        const text = `subnet 10.0.0.0 netmask 255.255.255.224 {
        option routers ${router}; range 10.0.0.${from} 10.0.0.${from + size}; }\n`
        const declared = hosts.map((taken, index) =>
          host(`h${index}`, `0:0:5e:0:53:${index.toString(16)}`, taken),
        )
        const inventory = inventoryOf(text + declared.join(''), {
          leases: leases.map((leased) => `lease ${leased} { binding state active; }\n`).join(''),
        })

        const [[subnet, use] = []] = useOfSubnets(inventory)

        expect(subnet).toBeDefined()
        if (!subnet) return
        expect(use?.free).toBe([...freeAddresses(inventory, subnet)].length)
      },
    ),
  )
})

test('the addresses of a zone are not given out', () => {
  const inventory = inventoryOf(LAB)
  const [subnet] = inventory.subnets
  const zones = [
    { from: '10.20.0.0', to: '10.20.0.9' },
    { from: '10.20.0.11', to: '10.20.0.254' },
  ]

  expect(subnet && [...freeAddresses(inventory, subnet, zones)]).toEqual(['10.20.0.10'])
})
