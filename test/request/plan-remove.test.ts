import { describe, expect, test } from 'vitest'
import { applyEdits } from '../../src/dhcpd/source.ts'
import { PlanRefused } from '../../src/request/plan.ts'
import { planRemove } from '../../src/request/plan-remove.ts'
import { inventoryOf } from '../inventory/inventory-of.ts'

/** A file without its host `x`. */
function without(text: string): string {
  return applyEdits(text, planRemove({ kind: 'remove', target: 'x' }, inventoryOf(text)).edits)
}

describe('what goes with a host', () => {
  test('its comments above, inside and behind go, and no others', () => {
    const text = '# free\n\n# one\n# two\nhost x { # three\n} # four\n# of y\nhost y { } # y\n'

    expect(without(text)).toBe('# free\n\n# of y\nhost y { } # y\n')
  })

  test('the comments round managed lines stay', () => {
    expect(without('# leasehold begin\nhost x { }\n# leasehold end\n')).toBe(
      '# leasehold begin\n# leasehold end\n',
    )
  })
})

describe('what is left', () => {
  test.each([
    ['between blank lines, one stretch of them', 'a 1;\n\nhost x { }\n\nb 2;\n', 'a 1;\n\nb 2;\n'],
    ['below a blank line, that line', 'a 1;\n\nhost x { }\nb 2;\n', 'a 1;\n\nb 2;\n'],
    ['at the end of the file, no blank line', 'a 1;\n\nhost x { }\n', 'a 1;\n'],
    ['at the start of the file, no blank line', 'host x { }\n\nb 2;\n', 'b 2;\n'],
    ['at the end of a block, no blank line', 'group {\n  a 1;\n\n  host x { }\n}\n', 'group {\n  a 1;\n}\n'],
    [
      'at the start of a block, no blank line',
      'group {\n  host x { }\n\n  b 2;\n}\n',
      'group {\n  b 2;\n}\n',
    ],
    ['without a final line break, none', 'a 1;\nhost x {\n}', 'a 1;'],
    ['alone in the file, nothing', 'host x { }\n', ''],
    ['alone in a group, the group', 'group {\n  host x { }\n}\n', 'group {\n}\n'],
    ['in a group on one line, its braces', 'group { host x { } }\n', 'group { }\n'],
    ['first on a line, what follows it', '  host x { } host y { }\n', '  host y { }\n'],
    ['amid a line, single blanks', 'host w { } host x { } host y { }\n', 'host w { } host y { }\n'],
    ['last on a line, no trailing blank', 'host w { } host x { } \t\n', 'host w { }\n'],
    ['before a closing brace, that brace', 'group {\n  a 1;\n  host x { } }\n', 'group {\n  a 1; }\n'],
    [
      'before a brace and below a comment, a brace that is no part of it',
      'group {\n  a 1; # c\n  host x { } }\n',
      'group {\n  a 1; # c\n  }\n',
    ],
    [
      'with CRLF, whole lines',
      'a 1;\r\n\r\n# c\r\nhost x {\r\n} # t\r\n\r\nb 2;\r\n',
      'a 1;\r\n\r\nb 2;\r\n',
    ],
  ])('is, %s', (_, text, expected) => {
    expect(without(text)).toBe(expected)
  })
})

test('people are shown the whole declaration, where it stands and what it inherits', () => {
  const text = 'group g {\n  filename "a";\n  # one\n  host x {\n    dynamic;\n  }\n}\n'

  const { hosts } = planRemove({ kind: 'remove', target: 'x' }, inventoryOf(text))

  expect(hosts).toEqual([
    {
      name: 'x',
      path: 'dhcpd.conf',
      before: '# one\nhost x {\n  dynamic;\n}',
      after: undefined,
      scopes: [{ label: 'group g', options: ['filename "a";'] }],
      line: 4,
    },
  ])
})

test('the file that holds the host is the one that is edited', () => {
  const inventory = inventoryOf('include "hosts";\n', { includes: { hosts: 'host x { }\n' } })

  expect(planRemove({ kind: 'remove', target: 'x' }, inventory).edits).toEqual([
    { path: 'hosts', offset: 0, length: 11, content: '' },
  ])
})

test.each([
  ['no host of that name', 'host X { }\n', 'There is no host x.'],
  ['a file that dhcpd refuses', 'host x { }\nhost y {', 'dhcpd.conf:2: '],
])('nothing is planned where there is %s', (_, text, message) => {
  expect(() => without(text)).toThrow(PlanRefused)
  expect(() => without(text)).toThrow(message)
})
