import { expect, test } from 'vitest'
import { parseName } from '../../src/inventory/name.ts'

const ANY = { pattern: undefined, domain: undefined }
const HOUSE = { pattern: '^[a-z][a-z0-9-]*$', domain: 'example.net' }
const LABEL = 'a'.repeat(63)

test.each([
  'a',
  'printer-3f',
  '3com',
  'Printer.example.net',
  LABEL,
  `${LABEL}.${LABEL}.${LABEL}.${LABEL.slice(2)}`,
])('%j is a host name', (text) => {
  expect(parseName(text, ANY)).toEqual({ ok: true, value: text })
})

test.each([
  '',
  ...'{};#"\'\\$()_ /:\r\n\0\t'.split('').map((character) => `a${character}b`),
  '-a',
  'a-',
  'a.-b',
  '.a',
  'a.',
  'a..b',
  '10.0.0.5',
  'pr\u0456nter',
  'a\u202eb',
  'a\u200bb',
  '\uff41',
  `${LABEL}a`,
  `${LABEL}.${LABEL}.${LABEL}.${LABEL.slice(1)}`,
])('%j is refused', (text) => {
  expect(parseName(text, ANY)).toMatchObject({ ok: false, code: 'name-form' })
})

test('what cannot be seen is shown', () => {
  expect(parseName('pr\u0456nter', ANY)).toMatchObject({ message: expect.stringContaining('\\u{456}') })
})

test('a bare name is written with the domain of the house, a full one as it is', () => {
  expect(parseName('printer-3f', HOUSE)).toEqual({ ok: true, value: 'printer-3f.example.net' })
  expect(parseName('printer-3f.example.net', HOUSE)).toEqual({ ok: true, value: 'printer-3f.example.net' })
})

test('the rule of the house is for the name without the domain', () => {
  expect(parseName('Printer', HOUSE)).toMatchObject({ code: 'name-pattern' })
  expect(parseName('printer.lab.example.net', HOUSE)).toMatchObject({ code: 'name-pattern' })
  expect(parseName('printer.example.org', HOUSE)).toMatchObject({ code: 'name-pattern' })
})

test('a name that is too long only with the domain is refused', () => {
  const domain = `${LABEL}.${LABEL}.${LABEL}.${LABEL.slice(2)}`

  expect(parseName('a', { pattern: undefined, domain })).toMatchObject({ code: 'name-form' })
})
