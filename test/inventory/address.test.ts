import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressNumber, addressOf, compareAddresses, parseAddress } from '../../src/inventory/address.ts'

test.each([
  '010.0.0.5',
  '10.0.0.05',
  '0x0a.0.0.5',
  '10.1',
  '167772161',
  '10.0.0.5 ',
  ' 10.0.0.5',
  '10.0.0.256',
  '10.0.0.5/24',
  '10.0.0.-1',
  '1e1.0.0.5',
  '10..0.5',
  '\uff11\uff10.0.0.5',
  '::1',
  '',
])('%j is refused', (text) => {
  expect(parseAddress(text)).toMatchObject({ ok: false, code: 'address-form' })
})

test('a leading zero is named, with the address that may be meant', () => {
  expect(parseAddress('010.0.0.5')).toMatchObject({ advice: expect.stringContaining('`10.0.0.5`') })
})

test('every address in plain decimal is read and is its number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (number) => {
      const address = addressOf(number)

      expect(parseAddress(address)).toEqual({ ok: true, value: address })
      expect(addressNumber(address)).toBe(number)
    }),
  )
})

test('addresses are ordered as numbers, names after them', () => {
  const addresses = ['b.example', '10.0.0.10', '9.9.9.9', 'a.example', '10.0.0.9']

  expect(addresses.toSorted(compareAddresses)).toEqual([
    '9.9.9.9',
    '10.0.0.9',
    '10.0.0.10',
    'a.example',
    'b.example',
  ])
})
