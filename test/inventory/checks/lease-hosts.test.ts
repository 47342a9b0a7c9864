import { expect, test } from 'vitest'
import { host, LAB } from '../inventory-of.ts'
import { findings } from './found.ts'

const MAC = '00:00:5e:00:53:01'
const OTHER = '00:00:5e:00:53:02'

/** A host as dhcpd writes one that OMAPI made. */
function made(name: string, mac: string, address: string, more = ''): string {
  return `host ${name} {\n  dynamic;\n  hardware ethernet ${mac};\n  fixed-address ${address};\n${more}}\n`
}

/** The findings as `code path:line`. */
function found(text: string, leases: string): string[] {
  return findings(text, { leases }).map(({ code, path, line }) => `${code} ${path}:${line}`)
}

test('a MAC of the file that OMAPI declared again is a dead entry in the lease database', () => {
  const text = LAB + host('a', MAC, '10.20.0.5')

  expect(found(text, made('b', MAC, '10.20.0.6'))).toEqual(['mac-used-in-network dhcpd.leases:1'])
})

test('two hosts that OMAPI made are held against each other too', () => {
  const leases = made('a', MAC, '10.20.0.5') + made('b', MAC, '10.20.0.6')

  expect(found(LAB, leases)).toEqual(['mac-used-in-network dhcpd.leases:6'])
})

test('an address of the file that OMAPI gave to another device is shared', () => {
  const text = LAB + host('a', MAC, '10.20.0.5')

  expect(found(text, made('b', OTHER, '10.20.0.5'))).toEqual(['address-shared dhcpd.leases:1'])
})

test('twins in the file are told once, whatever the lease database adds', () => {
  const text = LAB + host('a', MAC, '10.20.0.5') + host('b', MAC, '10.20.0.6')

  expect(found(text, made('c', MAC, '10.20.0.7'))).toEqual([
    'mac-used-in-network dhcpd.conf:6',
    'mac-used-in-network dhcpd.leases:1',
  ])
})

test('a host of the lease database that is deleted, or has the name of one of the file, is no twin', () => {
  const text = LAB + host('a', MAC, '10.20.0.5')

  expect(found(text, made('a', MAC, '10.20.0.5'))).toEqual([])
  expect(found(text, made('b', MAC, '10.20.0.6', 'deleted;\n'))).toEqual([])
})

test('the message names the host that is used', () => {
  const [finding] = findings(LAB + host('a', MAC, '10.20.0.5'), { leases: made('b', MAC, '10.20.0.6') })

  expect(finding?.message).toBe(
    `${MAC} of host b already belongs to host a in dhcpd.conf:5, in the same network: dhcpd never uses this host.`,
  )
})
