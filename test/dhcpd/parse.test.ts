import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from '../../src/dhcpd/parse.ts'
import type { ByteString } from '../../src/dhcpd/source.ts'
import { extentOf, type Statement, type SyntaxTree, wordsOf } from '../../src/dhcpd/syntax.ts'
import { anyBytes } from './arbitrary.ts'

/** The statements as nested lists of words. */
function shapeOf(content: ByteString): unknown[] {
  const tree = parse(content)
  const shape = (statement: Statement): unknown[] => {
    const words = wordsOf(tree, statement)
    return statement.block ? [...words, statement.block.map(shape)] : words
  }
  return tree.statements.map(shape)
}

function problemsOf(content: ByteString): string[] {
  return parse(content).problems.map(({ code, line, column }) => `${code} ${line}:${column}`)
}

function everyStatement(tree: SyntaxTree): Statement[] {
  const inner = (statement: Statement): Statement[] => [statement, ...(statement.block ?? []).flatMap(inner)]
  return tree.statements.flatMap(inner)
}

test('words end at a semicolon or open a block', () => {
  const content = 'authoritative; group { host a { hardware ethernet 0:1:2:3:4:5; } host b {} }'

  expect(shapeOf(content)).toEqual([
    ['authoritative'],
    [
      'group',
      [
        ['host', 'a', [['hardware', 'ethernet', '0:1:2:3:4:5']]],
        ['host', 'b', []],
      ],
    ],
  ])
  expect(problemsOf(content)).toEqual([])
})

test('comments may stand between any two words', () => {
  expect(shapeOf('host # one\na # two\n{ }')).toEqual([['host', 'a', []]])
})

test('the braces of an option definition open no block', () => {
  const content = 'option x code 200 = array of { ip-address, text }; option y code 201 = {text};'

  expect(parse(content).statements).toHaveLength(2)
  expect(parse(content).statements.every((statement) => statement.block === undefined)).toBe(true)
  expect(problemsOf(content)).toEqual([])
})

test.each([
  ['host a {', ['unclosed-block 1:1']],
  ['host a { } }', ['unexpected-close 1:12']],
  ['\n option x "a;', ['unclosed-string 2:11', 'missing-semicolon 2:2']],
  ['group { authoritative }', ['missing-semicolon 1:9']],
  ['authoritative', ['missing-semicolon 1:1']],
  ['host a { };', ['stray-semicolon 1:11']],
  ['{ }', ['block-without-name 1:1']],
  ['\u00ef\u00bb\u00bfa;', ['alien-bytes 1:1']],
  ['a;\n\0', ['alien-bytes 2:1']],
  ['a;\u00ffb', ['unread-bytes 1:3']],
  ['option x code 200 = { text;', ['unclosed-block 1:27']],
])('%j is reported with its place', (content, problems) => {
  expect(problemsOf(content)).toEqual(problems)
})

test('a key alone may be followed by a semicolon', () => {
  expect(problemsOf('key k { algorithm hmac-md5; secret aa==; };')).toEqual([])
})

test('no depth of braces exhausts the machine', () => {
  expect(parse('a{'.repeat(200_000)).problems).toHaveLength(200_000)
})

test('any bytes give statements that lie in order inside the file and inside one another', () => {
  fc.assert(
    fc.property(anyBytes(), (content) => {
      const tree = parse(content)

      for (const statement of everyStatement(tree)) {
        const { offset, end } = extentOf(tree, statement)
        expect(offset).toBeLessThan(end)
        expect(end).toBeLessThanOrEqual(content.length)
        for (const inner of statement.block ?? []) {
          expect(inner.first).toBeGreaterThan(statement.head)
          expect(inner.end).toBeLessThanOrEqual(statement.end)
        }
      }
    }),
  )
})
