import { expect, test } from 'vitest'
import { findHosts } from '../../src/inventory/find.ts'
import { host, inventoryOf } from './inventory-of.ts'

const inventory = inventoryOf(
  [
    host('printer-10', '00:00:5e:00:53:0a', '10.20.0.10'),
    '# Room 3F\n',
    host('Camera', '00:00:5e:00:53:02', '10.20.0.2'),
    host('printer-100', '00:00:5e:00:53:64', '10.20.0.100'),
  ].join(''),
  {
    leases: 'lease 10.20.0.10 { binding state free; hardware ethernet 0:0:5e:0:53:a; client-hostname "lp"; }',
  },
)

function namesFor(text: string): string[] {
  return findHosts(inventory, text).hosts.map(({ name }) => name)
}

test('hosts are found by part of the name or of the comment, in any case', () => {
  expect(namesFor('PRINTER')).toEqual(['printer-10', 'printer-100'])
  expect(namesFor('camera')).toEqual(['Camera'])
  expect(namesFor('room 3f')).toEqual(['Camera'])
})

test('hosts are found by MAC in any notation, by its beginning, and by its last octets', () => {
  expect(namesFor('0000.5E00.5302')).toEqual(['Camera'])
  expect(namesFor('00-00-5e')).toEqual(['Camera', 'printer-10', 'printer-100'])
  expect(namesFor('53:64')).toEqual(['printer-100'])
  expect(namesFor('0536')).toEqual([])
})

test('a whole address finds itself, part of one all that hold it, in the order of numbers', () => {
  expect(namesFor('10.20.0.10')).toEqual(['printer-10'])
  expect(namesFor('10.20.')).toEqual(['Camera', 'printer-10', 'printer-100'])
})

test('leases are found too', () => {
  expect(findHosts(inventory, '10.20.0.10').leases).toHaveLength(1)
  expect(findHosts(inventory, '0000.5e00.530a').leases).toHaveLength(1)
  expect(findHosts(inventory, 'lp').leases).toHaveLength(1)
  expect(findHosts(inventory, 'camera').leases).toHaveLength(0)
})
