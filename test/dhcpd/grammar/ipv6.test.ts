import { isIPv6 } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ipv6Value } from '../../../src/dhcpd/grammar/ipv6.ts'

test('it takes for an address what the system takes for one', () => {
  const piece = fc.constantFrom(
    '::',
    ':',
    '0',
    '1',
    'db8',
    'ffff',
    '12345',
    'g',
    '10.0.0.5',
    '1.2.3',
    '256',
    '.',
    '00',
  )

  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 17 }).map((pieces) => pieces.join('')),
      (text) => {
        expect(ipv6Value(text) !== undefined).toBe(isIPv6(text))
      },
    ),
    { numRuns: 2000 },
  )
})

test('every address is taken, whatever its form', () => {
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      expect(ipv6Value(text)).toBeDefined()
    }),
  )
})

test('the value is that of its bits', () => {
  expect(ipv6Value('::')).toBe(0n)
  expect(ipv6Value('2001:db8::1')).toBe(0x20010db8000000000000000000000001n)
  expect(ipv6Value('::ffff:192.0.2.1')).toBe(0xffffc0000201n)
})
