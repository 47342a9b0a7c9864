import { expect, test } from 'vitest'
import { changeHost, type HostChange } from '../../src/dhcpd/change-host.ts'
import { EditRefused } from '../../src/dhcpd/edit-refused.ts'
import { parse } from '../../src/dhcpd/parse.ts'
import type { Splice } from '../../src/dhcpd/remove.ts'
import { UNCHANGED } from '../support/unchanged.ts'

/** The splice that changes the last statement of a file, a host. */
function spliceOf(content: string, change: Partial<HostChange>): Splice {
  const tree = parse(content)
  const host = tree.statements.at(-1)
  if (!host) throw new Error('the file holds a host')
  return changeHost(tree, host, { ...UNCHANGED, ...change })
}

test('a splice reaches from the first byte that differs to the last', () => {
  expect(spliceOf('host camera { fixed-address 10.20.0.15; }', { addresses: ['10.20.0.25'] })).toEqual({
    offset: 36,
    length: 1,
    content: '2',
  })
})

test('a comment in Latin-1 that says what it is to say keeps its bytes', () => {
  expect(spliceOf('# caf\u00e9\n# one\nhost a { }', { comment: 'café\ntwo' })).toMatchObject({
    offset: 9,
    length: 3,
    content: 'two',
  })
})

test('a comment that ends in a byte 0xFF is not rewritten, as dhcpd reads on behind it', () => {
  const change = () => spliceOf('host a { # caf\u00ff filename "a"; }', { comment: 'b' })

  expect(change).toThrow(EditRefused)
  expect(change).toThrow('a byte 0xFF')
})

test('a host that begins amid a line is changed alone', () => {
  const content = 'host camera { } host camera { }'

  expect(spliceOf(content, { name: 'b' })).toMatchObject({ offset: 21, length: 6, content: 'b' })
})
