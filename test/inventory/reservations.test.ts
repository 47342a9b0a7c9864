import { expect, test } from 'vitest'
import { nextFreeAddress } from '../../src/inventory/next-free.ts'
import { type Reservation, reservationsOf } from '../../src/inventory/reservations.ts'
import { inventoryOf } from './inventory-of.ts'

function reservation(name: string, address: string): Reservation {
  return { host: name, name, mac: '00:00:5e:00:53:01', address, by: 'request R-1' }
}

test('reservations are found by name in any case, MAC and address', () => {
  const first = reservation('Camera', '10.0.0.1')
  const second = reservation('desk', '2001:db8::5')

  const index = reservationsOf([first, second])

  expect(index.byName('cAMERA')).toEqual([first])
  expect(index.byMac('00:00:5e:00:53:01')).toEqual([first, second])
  expect(index.byAddress('2001:db8::5')).toEqual([second])
  expect(index.byAddress('10.0.0.2')).toEqual([])
})

test('what is put behind a list is found too', () => {
  const list = [reservation('camera', '10.0.0.1')]
  reservationsOf(list)

  list.push(reservation('desk', '10.0.0.2'))

  expect(reservationsOf(list).byName('desk')).toEqual([list[1]])
  expect(reservationsOf(list).byName('camera')).toEqual([list[0]])
})

test('the next free address goes on behind what a growing list holds, and stays while it does not grow', () => {
  const inventory = inventoryOf('subnet 10.0.0.0 netmask 255.255.255.248 { range 10.0.0.3 10.0.0.4; }')
  const [subnet] = inventory.subnets
  if (!subnet) throw new Error('the file declares a subnet')
  const list: Reservation[] = [reservation('x', '10.0.0.5')]
  const given: (string | undefined)[] = []

  for (const name of ['a', 'b', 'c', 'd']) {
    const address = nextFreeAddress(inventory, subnet, list)
    given.push(address, nextFreeAddress(inventory, subnet, list))
    if (address !== undefined) list.push(reservation(name, address))
  }

  expect(given).toEqual([
    '10.0.0.1',
    '10.0.0.1',
    '10.0.0.2',
    '10.0.0.2',
    '10.0.0.6',
    '10.0.0.6',
    undefined,
    undefined,
  ])
})

test('an address that is free in one configuration may be taken in another, whatever the list', () => {
  const text = 'subnet 10.0.0.0 netmask 255.255.255.248 { }\n'
  const free = inventoryOf(text)
  const { hosts } = inventoryOf(`${text}host a { fixed-address 10.0.0.1; }\n`)
  const used = { ...free, hosts }
  const list: Reservation[] = []

  const addresses = [free, used].map((inventory) => {
    const [subnet] = inventory.subnets
    return subnet && nextFreeAddress(inventory, subnet, list)
  })

  expect(addresses).toEqual(['10.0.0.1', '10.0.0.2'])
})
