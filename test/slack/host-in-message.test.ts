import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAddress } from '../../src/inventory/address.ts'
import { parseMac } from '../../src/inventory/mac.ts'
import { parseName } from '../../src/inventory/name.ts'
import { hostInMessage } from '../../src/slack/host-in-message.ts'

const NOTHING = { name: '', mac: '', address: '' }

/** Octets of a network card, as two digits each. */
const octets = fc
  .array(fc.integer({ min: 0, max: 255 }), { minLength: 6, maxLength: 6 })
  .map((bytes) => bytes.map((byte) => byte.toString(16).padStart(2, '0')))
  .filter((pairs) => parseMac(pairs.join(':')).ok)
const pieces = (pairs: readonly string[], size: number, mark: string) =>
  Array.from({ length: 6 / size }, (_, at) => pairs.slice(at * size, (at + 1) * size).join('')).join(mark)
const notation = fc.constantFrom<(pairs: readonly string[]) => string>(
  (pairs) => pairs.join(':'),
  (pairs) => pairs.join('-'),
  (pairs) => pairs.join(' '),
  (pairs) => pairs.join('.'),
  (pairs) => pairs.join(''),
  (pairs) => pairs.map((pair) => pair.replace(/^0/, '')).join(':'),
  (pairs) => pieces(pairs, 2, '.'),
  (pairs) => pieces(pairs, 2, '-'),
  (pairs) => pieces(pairs, 3, '-'),
)
const mac = fc.tuple(octets, notation, fc.boolean()).map(([pairs, write, upper]) => {
  const typed = write(pairs)
  return { typed: upper ? typed.toUpperCase() : typed, value: pairs.join(':') }
})
const address = fc
  .tuple(fc.integer({ min: 1, max: 223 }), fc.nat(255), fc.nat(255), fc.nat(255))
  .filter(([first]) => first !== 127)
  .map((numbers) => numbers.join('.'))
const name = fc.tuple(fc.constantFrom('printer', 'desk', 'ws'), fc.nat(999)).map((parts) => parts.join('-'))
/** Words that speak of no host. */
const prose = fc.constantFrom(
  'please',
  'the new one on the third floor,',
  '<@U0ANNA>',
  '<#C0GENERAL|general>',
  'see <https://wiki.example.net/a|the page>',
  'R-12',
  '10.20.0.0/24',
  'netmask 255.255.255.0',
  'e-mail bob@mail.example.net',
  'IPv4 &amp; IPv6',
  'on 2026-11-25 at 10:30:15',
  '+49 170 1234567',
)

describe('any message', () => {
  test('gives only what the form takes, and never an error', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom(...'0a:.-< >f1') })),
        (text) => {
          const found = hostInMessage(text)

          if (found.mac !== '') expect(parseMac(found.mac)).toEqual({ ok: true, value: found.mac })
          if (found.address !== '') expect(parseAddress(found.address).ok).toBe(true)
          if (found.name !== '') {
            expect(parseName(found.name, { pattern: undefined, domain: undefined }).ok).toBe(true)
          }
        },
      ),
    )
  })

  test('that speaks of no host gives nothing', () => {
    fc.assert(
      fc.property(fc.array(prose), (words) => {
        expect(hostInMessage(words.join(' '))).toEqual(NOTHING)
      }),
    )
  })

  test('that speaks of one gives its MAC in the one notation, its address and its name, in any order', () => {
    fc.assert(
      fc.property(
        mac,
        address,
        name,
        fc.array(prose),
        fc.array(prose),
        fc.nat(5),
        (card, ip, host, before, after, turn) => {
          const parts = [card.typed, ip, host]
          const turned = [...parts.slice(turn % 3), ...parts.slice(0, turn % 3)]
          const ordered = turn > 2 ? turned.toReversed() : turned
          const text = [...before, ordered.join(', '), ...after].join(' ')

          expect(hostInMessage(text)).toEqual({ name: host, mac: card.value, address: ip })
        },
      ),
    )
  })
})

test.each([
  ['Host name: front-desk\nMAC:00-11-22-33-44-55\nIP:10.20.0.7', 'front-desk'],
  ['*Hostname* is `Printer`, 0011.2233.4455, 10.20.0.7.', 'Printer'],
  ['host reception { hardware ethernet 0:11:22:33:44:55; fixed-address 10.20.0.7; }', 'reception'],
  [
    '<http://printer-3f.example.net|printer-3f.example.net> (001122334455) → 10.20.0.7',
    'printer-3f.example.net',
  ],
  ['name: kiosk, mac=00:11:22:33:44:55: at 10.20.0.7!', 'kiosk'],
  ['The label writer `label-writer` has 001122-334455 and 10.20.0.7', 'label-writer'],
])('“%s” names a host', (text, name) => {
  expect(hostInMessage(text)).toEqual({ name, mac: '00:11:22:33:44:55', address: '10.20.0.7' })
})

test('of several the first counts, and a MAC with marks before twelve digits alone', () => {
  const text = 'order 123456789012: 00:11:22:33:44:55 and 00:11:22:33:44:66, 10.20.0.7 or 10.20.0.8'

  expect(hostInMessage(text)).toEqual({ name: '', mac: '00:11:22:33:44:55', address: '10.20.0.7' })
})

test.each([
  ['what no network card can have', 'ff:ff:ff:ff:ff:ff and 01:00:5e:00:00:01'],
  ['a longer run of octets', '00:11:22:33:44:55:66:77'],
  ['an IPv6 address', '2001:0db8:0011:2233:4455:6677:8899:aabb'],
  ['a version', 'version 1.2.3.4.5'],
  ['a digest', 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3'],
])('%s is no address of a host', (_, text) => {
  expect(hostInMessage(text)).toEqual(NOTHING)
})
