import { expect, test } from 'vitest'
import { augtool, leaseholdCheck, leaseholdHosts, pyparsing } from '../../bench/readers.ts'

test('augtool has the file in its tree only when it could read it', () => {
  expect(augtool.hostsIn('/files/a.conf = (none)\n/files/a.conf/host = x\n')).toBe(1)
  expect(augtool.hostsIn('/files/a.conf = (none)\n')).toBe(0)
  expect(augtool.hostsIn('  (no matches)\n')).toBeUndefined()
})

test('leasehold check says the number of hosts in its last line', () => {
  expect(leaseholdCheck('leasehold').hostsIn('Nothing found in 1 file, 10,000 hosts\n')).toBe(10_000)
  expect(leaseholdCheck('leasehold').hostsIn('2 errors, 1 note in 1 file, 1 host\n')).toBe(1)
  expect(leaseholdCheck('leasehold').hostsIn('')).toBeUndefined()
})

test('leasehold hosts prints a line a host', () => {
  expect(leaseholdHosts('leasehold').hostsIn('a  00:00:5e:00:53:01\nb  00:00:5e:00:53:02\n')).toBe(2)
  expect(leaseholdHosts('leasehold').hostsIn('')).toBe(0)
})

test('the grammar of pyparsing prints the number itself', () => {
  expect(pyparsing.hostsIn('12\n')).toBe(12)
  expect(pyparsing.hostsIn('')).toBeUndefined()
})

test('leasehold is told for which family dhcpd reads the file', () => {
  expect(leaseholdHosts('leasehold').words('/a.conf', 6)).toEqual(['hosts', '-6', '/a.conf'])
})
