import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refusals } from '../../../src/dhcpd/grammar/refusals.ts'
import { anyBytes } from '../arbitrary.ts'
import { told } from './told.ts'

test('any bytes get an answer', () => {
  fc.assert(
    fc.property(anyBytes(), fc.constantFrom(4 as const, 6 as const), (content, family) => {
      const problems = refusals([{ path: 'main', content }], 'main', family)

      for (const { line, column } of problems) expect(Math.min(line, column)).toBeGreaterThan(0)
    }),
  )
})

test('a word, a string and white space have at most 1,499 bytes', () => {
  expect(told(`host ${'a'.repeat(1499)} { }`)).toEqual([])
  expect(told(`host ${'a'.repeat(1500)} { }`)).toEqual(['1:6 too-long'])
  expect(told(`option domain-name "${'a'.repeat(1500)}";`)).toEqual(['1:20 too-long'])
  expect(told(`host${' '.repeat(1500)}a { }`)).toEqual(['1:5 too-long'])
})

test('a long list is not one word', () => {
  expect(told(`option vendor-class-identifier ${'0:'.repeat(2000)}0;`)).toEqual([])
})

test('what stands behind a byte 0xFF is not read, but a name takes the byte away', () => {
  expect(told('authoritative;\u00ff host {')).toEqual([])
  expect(told('authoritative\u00ff; host {')).toEqual(['1:22 bad-name'])
  expect(told('group { \u00ff }')).toEqual(['1:7 unclosed-block'])
})

test('a NUL byte is lost where dhcpd only looks ahead', () => {
  expect(told('\0default-lease-time 600;')).toEqual([])
  expect(told('default-lease-time \x00600;')).toEqual([])
  expect(told('host a\0 { hardware \0ethernet 0:1; }')).toEqual(['1:20 unexpected-word'])
})

test('a byte order mark is refused', () => {
  expect(told('\u00ef\u00bb\u00bfauthoritative;')).toEqual(['1:1 unknown-statement'])
})

test('an octal escape that is cut short takes the closing quote with it', () => {
  expect(told('option domain-name "\\0";x";')).toEqual([])
  expect(told('option domain-name "\\19";')).toEqual(['1:23 bad-escape'])
})

test('a string that is not closed is told', () => {
  expect(told('option domain-name "a;')).toContain('1:20 unclosed-string')
})
