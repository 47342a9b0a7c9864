import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEdits, decodeText, encodeText, toByteString, toBytes } from '../../src/dhcpd/source.ts'

test('bytes of every value come back as they were', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(new Uint8Array(toBytes(toByteString(bytes)))).toEqual(bytes)
    }),
  )
})

test('text of people comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(decodeText(encodeText(text))).toBe(text)
    }),
  )
})

test('bytes that are not UTF-8 are shown as Latin-1', () => {
  expect(decodeText('caf\u00e9')).toBe('café')
})

test('edits replace what they name and keep every byte outside', () => {
  const edits = [
    { offset: 5, length: 0, content: '>' },
    { offset: 0, length: 1, content: 'XY' },
  ]

  expect(applyEdits('abcdefg', edits)).toBe('XYbcde>fg')
})

test('overlapping edits are refused', () => {
  const edits = [
    { offset: 0, length: 3, content: '' },
    { offset: 2, length: 1, content: '' },
  ]

  expect(() => applyEdits('abcdefg', edits)).toThrow(RangeError)
})

test('an edit past the end is refused', () => {
  expect(() => applyEdits('abc', [{ offset: 2, length: 2, content: '' }])).toThrow(RangeError)
})
