import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refusals } from '../../src/dhcpd/grammar/refusals.ts'
import { parse } from '../../src/dhcpd/parse.ts'
import { plainHostAt } from '../../src/dhcpd/plain-host.ts'
import { buildInventory } from '../../src/inventory/build.ts'

/** Pieces of hosts, right and wrong, that make a plain host more often than not. */
const name = fc.constantFrom(
  'camera',
  'desk-3',
  'a.example.net',
  'a_b',
  '3com',
  'a..b',
  '_a',
  '"quoted"',
  'if',
)
const mac = fc.constantFrom(
  '00:00:5e:00:53:01',
  'ab:cd:ef:01:23:45',
  '0:0:5e:0:53:1',
  '00:00:5e:00:53:0g',
  '00',
)
const address = fc.constantFrom(
  '10.20.0.10',
  '10.20.0.010',
  '10.20.0.256',
  '10.20.0',
  'a.example.net',
  '10.20.0.1, 10.20.0.2',
)
const text = fc.constantFrom('"camera"', '""', '"a\\"b"', '"a\\xzz"', 'camera', '"\u00ff"')
const gap = fc.constantFrom(' ', '\n', '\t', ' # said\n', '  ', '#\u00ff ')
const end = fc.constantFrom(';', ';', ';', ';', ' ;', '', ';;', ' x;')
const statement = fc.oneof(
  fc.tuple(gap, mac, end).map(([blank, value, stop]) => `hardware${blank}ethernet ${value}${stop}`),
  fc.tuple(gap, address, end).map(([blank, value, stop]) => `fixed-address${blank}${value}${stop}`),
  fc.tuple(gap, text, end).map(([blank, value, stop]) => `option host-name${blank}${value}${stop}`),
)
const host = fc
  .tuple(gap, name, gap, fc.array(fc.tuple(gap, statement), { maxLength: 4 }), gap)
  .map(([a, called, b, body, c]) => `host${a}${called}${b}{${body.flat().join('')}${c}}`)
const hosts = fc.array(host, { minLength: 1, maxLength: 3 }).map((all) => all.join('\n'))

/** The same in capitals, in which no host is plain. */
function inCapitals(content: string): string {
  return content.replace(/hardware|ethernet|fixed-address|option host-name/g, (word) => word.toUpperCase())
}

function whatIsSaid(content: string) {
  const files = [{ path: 'dhcpd.conf', content }]
  const { hosts, problems } = buildInventory({ main: 'dhcpd.conf', files, leases: undefined, digest: '' })
  return {
    hosts: hosts.map((host) => [
      host.name,
      host.hardware,
      host.addresses,
      host.beyond,
      host.comment,
      host.place,
    ]),
    problems,
    refused: refusals(files, 'dhcpd.conf', 4).map(({ code, line, column }) => [code, line, column]),
  }
}

test('a host of the usual shape is read as any other is', () => {
  fc.assert(
    fc.property(hosts, (content) => {
      expect(whatIsSaid(content)).toEqual(whatIsSaid(inCapitals(content)))
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['host a { }', { name: 'a' }],
  [
    'host a { hardware ethernet 00:00:5e:00:53:01; fixed-address 10.0.0.05; option host-name "a"; }',
    { name: 'a', mac: '00:00:5e:00:53:01', address: '10.0.0.5' },
  ],
  ['host a # said\n{ fixed-address # said\n10.0.0.5 ; }', { name: 'a', address: '10.0.0.5' }],
  ['host a { filename "x"; }', undefined],
  ['host a { hardware ethernet 00:00:5e:00:53:01; hardware ethernet 00:00:5e:00:53:01; }', undefined],
  ['host a { fixed-address 10.0.0.5, 10.0.0.6; }', undefined],
  ['host a { ', undefined],
  ['host a b }', undefined],
  ['host a. { }', undefined],
  ['host a/b { }', undefined],
  ['host a { fixed-address 10.0.0.5 x }', undefined],
  ['host a { hardware token-ring 00:00:5e:00:53:01; }', undefined],
  ['host a { hardware ethernet 00:00:5e:00:53:01:02; }', undefined],
  ['host a { hardware ethernet 00-00-5e-00-53-01; }', undefined],
  ['host a { option domain-name "a"; }', undefined],
  ['host a { option host-name a; }', undefined],
  ['host a { fixed-address 10.0.0.5; fixed-address 10.0.0.6; }', undefined],
  ['host a { option host-name "a"; option host-name "a"; }', undefined],
])('%j is read at one look: %j', (content, plain) => {
  expect(plainHostAt(parse(content), 0)).toEqual(plain)
})

test('an option that the file defines anew is looked at by its new definition', () => {
  const defined = 'option host-name code 12 = unsigned integer 8;\nhost a { option host-name "a"; }'

  expect(whatIsSaid(defined).refused).toEqual([['bad-value', 2, 27]])
})
