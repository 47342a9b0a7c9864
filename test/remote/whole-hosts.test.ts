import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from '../../src/dhcpd/parse.ts'
import { applyEdits, type ByteString } from '../../src/dhcpd/source.ts'
import { type Splice, wholeHosts } from '../../src/remote/whole-hosts.ts'
import { configuration } from '../dhcpd/arbitrary/configuration.ts'
import { planEdits } from './plan-edits.ts'

const HOST_A = 'host a { filename "x"; }'
const NEW = 'host n { }'

function widened(content: ByteString, edit: Splice): [ByteString, ByteString] {
  const [splice] = wholeHosts(parse(content), [edit])
  if (!splice) throw new Error('a splice was expected')
  return [content.slice(splice.offset, splice.offset + splice.length), splice.content]
}

function replace(content: ByteString, from: ByteString, to: ByteString): [ByteString, ByteString] {
  return widened(content, { offset: content.indexOf(from), length: from.length, content: to })
}

function insert(content: ByteString, behind: ByteString, text: ByteString): [ByteString, ByteString] {
  return widened(content, { offset: content.indexOf(behind) + behind.length, length: 0, content: text })
}

describe('an edit is widened to', () => {
  test('the host of which it changes a word', () => {
    const content = `group {\n  # a\n  ${HOST_A} # a\n  host b { }\n}\n`

    expect(replace(content, '"x"', '"y"')).toEqual([HOST_A, HOST_A.replace('x', 'y')])
  })

  test('the host whose comment it changes', () => {
    expect(replace(`# one\n# two\n${HOST_A}\n`, 'one', '1')).toEqual([
      `# one\n# two\n${HOST_A}`,
      `# 1\n# two\n${HOST_A}`,
    ])
    expect(replace(`${HOST_A} # one\nhost b { }\n`, 'one', '1')).toEqual([
      `${HOST_A} # one\n`,
      `${HOST_A} # 1\n`,
    ])
  })

  test('the host above which it puts a comment', () => {
    const content = `authoritative;\n${HOST_A}\n`

    expect(widened(content, { offset: content.indexOf('host'), length: 0, content: '# a\n' })).toEqual([
      HOST_A,
      `# a\n${HOST_A}`,
    ])
  })

  test('nothing more where it puts in a host between two statements', () => {
    expect(insert(`${HOST_A}\nhost b { }\n`, HOST_A, `\n${NEW}`)).toEqual(['', `\n${NEW}`])
  })

  test('the comment behind which it puts in a host, and its line break', () => {
    expect(insert(`${HOST_A} # a\r\nhost b { }\n`, '# a', `\r\n${NEW}`)).toEqual([
      '# a\r\n',
      `# a\r\n${NEW}\r\n`,
    ])
  })

  test('no more than the host, where the line goes on behind it', () => {
    const content = `group {\n  # one\n  # two\n  ${HOST_A} group {\n  }\n}\n`

    expect(replace(content, 'one\n  # two', '1\n  # 2')).toEqual([
      `# one\n  # two\n  ${HOST_A}`,
      `# 1\n  # 2\n  ${HOST_A}`,
    ])
  })

  test('the comment that ends the file', () => {
    expect(insert(`${HOST_A} # a`, '# a', `\n${NEW}`)).toEqual(['# a', `# a\n${NEW}`])
  })

  test('no statement that is no host', () => {
    expect(replace('authoritative;\ngroup { }\n', 'authoritative', 'x')).toEqual(['authoritative', 'x'])
  })
})

test('edits at one place become one splice, in their order', () => {
  const content = `${HOST_A}\n`
  const edits = ['1', '2'].map((name) => ({
    offset: HOST_A.length,
    length: 0,
    content: `\nhost n${name} { }`,
  }))

  expect(wholeHosts(parse(content), edits)).toEqual([
    { offset: HOST_A.length, length: 0, content: '\nhost n1 { }\nhost n2 { }' },
  ])
})

test('what splices give is what the edits give, and no two of them meet', () => {
  fc.assert(
    fc.property(configuration(), fc.nat(), (content, pick) => {
      const edits = planEdits(content, pick)

      const splices = wholeHosts(parse(content), edits)

      expect(applyEdits(content, splices)).toBe(applyEdits(content, edits))
      for (const [index, { offset }] of splices.entries()) {
        const before = splices[index - 1]
        if (before) expect(offset).toBeGreaterThan(before.offset + before.length)
      }
    }),
    { numRuns: 300 },
  )
})
