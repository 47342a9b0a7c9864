import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLocallyAdministered, macDigits, parseMac } from '../../src/inventory/mac.ts'

test.each([
  '00:11:22:33:44:ab',
  '00-11-22-33-44-AB',
  '0:11:22:33:44:aB',
  '0011.2233.44ab',
  '001122-3344ab',
  '001122 3344ab',
  '0011223344AB',
  '00 11 22 33 44 ab',
  '  00:11:22:33:44:ab\t',
])('%j is read', (text) => {
  expect(parseMac(text)).toEqual({ ok: true, value: '00:11:22:33:44:ab' })
})

test.each([
  ['', 'mac-form'],
  ['printer', 'mac-form'],
  ['00:11-22:33-44:55', 'mac-form'],
  ['00:11:22:33:44:5g', 'mac-form'],
  ['00:11:22:33:44:', 'mac-form'],
  ['00:11:22:33:44', 'mac-length'],
  ['00:11:22:33:44:55:66:77', 'mac-length'],
  ['00112233445', 'mac-form'],
  ['\uff10\uff10:11:22:33:44:55', 'mac-form'],
  ['00:00:00:00:00:00', 'mac-zero'],
  ['ffff.ffff.ffff', 'mac-broadcast'],
  ['01:00:5e:00:00:01', 'mac-multicast'],
])('%j is refused', (text, code) => {
  expect(parseMac(text)).toMatchObject({ ok: false, code })
})

test('a refusal says how many octets there are and shows what cannot be seen', () => {
  expect(parseMac('00:11:22:33:44')).toMatchObject({ message: expect.stringContaining('5 octets') })
  expect(parseMac('00:11:22:33:44:55\u200b')).toMatchObject({ message: expect.stringContaining('\\u{200b}') })
})

test('every notation of a MAC gives the same address, which reads as itself', () => {
  const octets = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 6, maxLength: 6 })
  fc.assert(
    fc.property(octets, ([first = 0, ...rest]) => {
      const pairs = [(first & 0xfe) | 4, ...rest].map((octet) => octet.toString(16).padStart(2, '0'))
      const mac = pairs.join(':')

      for (const text of [mac, mac.toUpperCase(), pairs.join('-'), pairs.join(' '), pairs.join('')]) {
        expect(parseMac(text)).toEqual({ ok: true, value: mac })
      }
    }),
  )
})

test('the second bit of the first octet makes an address a local one', () => {
  expect(isLocallyAdministered('02:00:5e:00:53:01')).toBe(true)
  expect(isLocallyAdministered('00:00:5e:00:53:01')).toBe(false)
})

test('part of a MAC gives its digits, other text none', () => {
  expect(macDigits('0:11:2')).toBe('00112')
  expect(macDigits('0011.22')).toBe('001122')
  expect(macDigits('00-11-')).toBe('0011')
  expect(macDigits('printer')).toBeUndefined()
})
