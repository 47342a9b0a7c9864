import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ByteString } from '../../src/dhcpd/source.ts'
import { TokenKind, tokenText } from '../../src/dhcpd/token.ts'
import { tokenize } from '../../src/dhcpd/tokenize.ts'
import { anyBytes } from './arbitrary.ts'

/** The tokens as `kind text`, white space left out. */
function tokensOf(content: ByteString): string[] {
  const tokens = tokenize(content)
  const names = Object.entries(TokenKind)
  return Array.from(tokens.kinds, (kind, index) => {
    const name = names.find(([, value]) => value === kind)?.[0]
    return `${name} ${tokenText(content, tokens, index)}`
  }).filter((said) => !said.startsWith('space'))
}

test('tokens tile the bytes of any file', () => {
  fc.assert(
    fc.property(anyBytes(), (content) => {
      const tokens = tokenize(content)

      const texts = Array.from(tokens.kinds, (_, index) => tokenText(content, tokens, index))

      expect(texts.join('')).toBe(content)
      expect(texts).not.toContain('')
    }),
  )
})

test('a statement is words, marks and a semicolon', () => {
  expect(tokensOf('option routers 10.0.0.1,a.example;')).toEqual([
    'word option',
    'word routers',
    'word 10.0.0.1',
    'mark ,',
    'word a.example',
    'semicolon ;',
  ])
})

test('a comment ends a word and reaches to the end of the line', () => {
  expect(tokensOf('a#b {\nc')).toEqual(['word a', 'comment #b {', 'word c'])
})

test('a string keeps braces, semicolons, hashes, line breaks and escaped quotes', () => {
  expect(tokensOf('"{;#\n\\"" x')).toEqual(['string "{;#\n\\""', 'word x'])
})

test('a string whose closing quote is escaped is open', () => {
  expect(tokensOf('"a\\"')).toEqual(['openString "a\\"'])
  expect(tokensOf('"a\\\\"')).toEqual(['string "a\\\\"'])
  expect(tokensOf('"')).toEqual(['openString "'])
})

test('what follows a byte 0xFF is not read', () => {
  expect(tokensOf('a;\u00ffhost b {}')).toEqual(['word a', 'semicolon ;', 'unread \u00ffhost b {}'])
})

test('a byte 0xFF in a comment ends the comment only, as dhcpd has it', () => {
  expect(tokensOf('# \u00ff a;\nb')).toEqual(['comment # \u00ff', 'word a', 'semicolon ;', 'word b'])
})

test('a byte 0xFF ends the file even in a string', () => {
  expect(tokensOf('"a\u00ff";')).toEqual(['openString "a', 'unread \u00ff";'])
})

test('a byte order mark and NUL bytes are told apart from words', () => {
  expect(tokensOf('\u00ef\u00bb\u00bfa\0b')).toEqual([
    'alien \u00ef\u00bb\u00bf',
    'word a',
    'alien \0',
    'word b',
  ])
})
