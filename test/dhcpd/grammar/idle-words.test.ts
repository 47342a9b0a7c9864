import { expect, test } from 'vitest'
import { statementWords } from '../../../src/dhcpd/grammar/declarations.ts'
import { idle } from './told.ts'

test('a word alone that dhcpd does not know is told with its place', () => {
  expect(idle('authoritative;\n  autoritative; Foo-bar;')).toEqual(['2:3 autoritative', '2:17 Foo-bar'])
})

test('it is told in every block and included file', () => {
  const files = { other: 'group { foo; }' }

  expect(idle('host a { foo; }\nclass "c" { bar; }\nif known { baz; }', files)).toEqual([
    '1:10 foo',
    '2:13 bar',
    '3:12 baz',
  ])
  expect(idle('include "other";', files)).toEqual(['1:9 foo'])
})

test('a word that dhcpd refuses is not told', () => {
  expect(idle('foo bar;\nfoo\n')).toEqual([])
})

test('a call, and a variable that a statement names, are not told', () => {
  expect(idle('foo("x");\neval foo;\nset foo = "x";')).toEqual([])
})

test('the words that begin a statement are known by their names, parameters and declarations alike', () => {
  const words = statementWords()

  expect(words).toEqual(expect.arrayContaining(['authoritative', 'shared-network', 'ping-check', 'zone']))
})
