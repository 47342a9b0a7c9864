import { describe, expect, test } from 'vitest'
import { applyEdits, encodeText } from '../../src/dhcpd/source.ts'
import type { EditHost } from '../../src/inventory/change.ts'
import { PlanRefused } from '../../src/request/plan.ts'
import { planEdit } from '../../src/request/plan-edit.ts'
import { inventoryOf } from '../inventory/inventory-of.ts'
import { UNCHANGED } from '../support/unchanged.ts'

type Change = Partial<EditHost['change']>

function editOf(change: Change): EditHost {
  return { kind: 'edit', target: 'x', change: { ...UNCHANGED, ...change } }
}

/** A file after its host `x` was changed. */
function edited(text: string, change: Change): string {
  return applyEdits(encodeText(text), planEdit(editOf(change), inventoryOf(text)).edits)
}

const MAC = '00:00:5e:00:53:0a'
const LINES = `host x {\r
\thardware  ethernet 0:0:5E:0:53:1; # dock\r
\toption routers 10.20.0.1 , 10.20.0.2;\r
\tfixed-address 10.20.0.5;\r
}\r
`

describe('only the words that differ change', () => {
  test.each([
    ['name', { name: 'y' }, 'host x', 'host y'],
    ['hardware, in upper case where it is so', { mac: MAC }, '0:0:5E:0:53:1', '00:00:5E:00:53:0A'],
    ['address', { addresses: ['10.20.0.6'] }, '0.5', '0.6'],
    [
      'list of addresses, which grows',
      { addresses: ['10.20.0.5', 'x.example.net'] },
      '0.5;',
      '0.5, x.example.net;',
    ],
    ['comment', { comment: 'Room 3F' }, '# dock', '# Room 3F'],
    [
      'option',
      { options: [{ key: 'option routers', value: '10.20.0.1, 10.20.0.3' }] },
      '10.20.0.2',
      '10.20.0.3',
    ],
  ])('of a %s', (_, change, from, to) => {
    expect(edited(LINES, change)).toBe(LINES.replace(from, to))
  })

  test('of a name with blanks round its dots', () => {
    const text = 'host x . example { }'
    const edit = { ...editOf({ name: 'y' }), target: 'x.example' }

    expect(applyEdits(text, planEdit(edit, inventoryOf(text)).edits)).toBe('host y { }')
  })

  test('of a list of addresses, which shrinks', () => {
    const text = 'host x { fixed-address 10.20.0.5 , 10.20.0.6, 10.20.0.7; }\n'

    expect(edited(text, { addresses: ['10.20.0.5'] })).toBe('host x { fixed-address 10.20.0.5; }\n')
  })

  test.each([
    ['one of several', ['10.20.0.10', '10.20.0.31', 'x.example.net'], '0.11', '0.31'],
    ['the ones at both ends', ['10.20.0.8', '10.20.0.11', 'y.example.net'], '0.010', '0.8', 'x.ex', 'y.ex'],
    ['the order', ['10.20.0.11', '10.20.0.10', 'x.example.net'], '0.010 ,10.20.0.11', '0.11 ,10.20.0.010'],
    ['how many', ['10.20.0.10'], ' ,10.20.0.11, x.example.net', ''],
  ])('of a list of addresses: %s', (_, addresses, from, to, also = '', alsoTo = '') => {
    const text = 'host x { fixed-address 10.20.0.010 ,10.20.0.11, x.example.net; }\n'

    expect(edited(text, { addresses })).toBe(text.replace(from, to).replace(also, alsoTo))
  })

  test('of a list of IPv6 addresses, in whatever notation the others are', () => {
    const text = 'host x { fixed-address6 2001:DB8::A, 2001:db8:0::b ; uid "a"; }\n'

    expect(edited(text, { addresses6: ['2001:db8::a', '2001:db8::c'] })).toBe(
      text.replace('2001:db8:0::b', '2001:db8::c'),
    )
    expect(edited(text, { addresses6: ['2001:db8::b'] })).toBe(text.replace('2001:DB8::A, ', ''))
    expect(edited(text, { addresses6: ['2001:db8::a', '2001:db8::b'] })).toBe(text)
  })

  test('of a host that is known by its DUID', () => {
    const text = `host x {
  host-identifier option dhcp6.client-id 00:01:00:01:4a:1f:ba:e3:00:00:5e:00:53:01;
  fixed-prefix6 2001:db8:2::/48;
  fixed-address6 2001:db8::5;
}
`

    expect(edited(text, { name: 'y', addresses6: ['2001:db8::6'] })).toBe(
      text.replace('host x', 'host y').replace('::5;', '::6;'),
    )
  })

  test('and what says the same in another notation stays as it is', () => {
    const plan = planEdit(
      editOf({ name: 'x', mac: '00:00:5e:00:53:01', addresses: ['10.20.0.5'], comment: 'dock' }),
      inventoryOf(LINES),
    )

    expect(plan.edits).toEqual([])
  })
})

test.each(['; ', ' # said\n ; ; ', ''])('a host behind a key is changed, which ends in `}%s`', (end) => {
  const key = `key k { algorithm hmac-md5; secret YWJj; }${end}`

  expect(edited(`${key}host x { }`, { name: 'y' })).toBe(`${key}host y { }`)
})

describe('a missing statement is added in the style of the host', () => {
  const address = { addresses: ['10.20.0.5'] }
  test.each([
    [
      'on one line',
      `host x { hardware ethernet ${MAC}; filename "a"; }`,
      address,
      'fixed-address 10.20.0.5; filename',
    ],
    ['to an empty host', 'host x {}', address, 'host x { fixed-address 10.20.0.5; }'],
    ['to an empty host with a blank', 'host x { }', address, 'host x { fixed-address 10.20.0.5; }'],
    ['between braces on two lines', ' host x {\n }', address, ' host x {\n   fixed-address 10.20.0.5;\n }'],
    [
      'in a line of its own',
      LINES.replace('\tfixed-address 10.20.0.5;\r\n', ''),
      address,
      '# dock\r\n\tfixed-address 10.20.0.5;\r\n\topt',
    ],
    [
      'before all others',
      `host x {\n  # c\n  filename "a";\n}`,
      { mac: MAC },
      `# c\n  hardware ethernet ${MAC};\n  file`,
    ],
    [
      'behind all others',
      LINES,
      { options: [{ key: 'option host-name', value: '"a;b"' }] },
      '0.5;\r\n\toption host-name "a;b";\r\n}',
    ],
    ['as a comment above', '\thost x { }', { comment: 'voilà' }, encodeText('\t# voilà\n\thost x { }')],
    ['as a comment behind', 'host w { } host x { }', { comment: 'c' }, 'host w { } host x { } # c'],
  ])('%s', (_, text, change, expected) => {
    expect(edited(text, change)).toContain(expected)
  })
})

describe('what is taken out leaves no hole', () => {
  test.each([
    ['an address', LINES, { addresses: [] }, '10.20.0.2;\r\n}'],
    [
      'an address on one line',
      'host x { fixed-address a.b; filename "a"; }',
      { addresses: [] },
      'x { filename',
    ],
    ['an option', LINES, { options: [{ key: 'option routers', value: undefined }] }, '# dock\r\n\tfixed'],
    ['a comment behind', LINES, { comment: '' }, '0:53:1;\r\n'],
    ['comments above', '# one\n# two\nhost x { }\n', { comment: '' }, 'host x { }\n'],
    ['all comments but one', '# one\nhost x { # two\n}\n', { comment: 'three' }, '# three\nhost x {\n}\n'],
  ])('%s', (_, text, change, expected) => {
    const result = edited(text, change)

    expect(result).toContain(expected)
    expect(result.length).toBeLessThan(text.length + 8)
  })

  test('a comment behind a statement that is taken out stays', () => {
    const text = `host x {\n  hardware ethernet ${MAC};\n  fixed-address a.b; # printed\n}\n`

    expect(edited(text, { addresses: [] })).toBe(`host x {\n  hardware ethernet ${MAC};\n  # printed\n}\n`)
  })
})

describe('a host is left to people', () => {
  test.each([
    ['holds a condition', 'host x { if known { } }', { name: 'y' }, 'it holds `if`'],
    ['holds an action', 'host x { on commit { set a = "b"; } }', { name: 'y' }, 'it holds `on`'],
    ['includes a file', 'host x { include "hosts"; }', { name: 'y' }, 'it holds `include`'],
    [
      'works a value out',
      'host x { option host-name = concat("a", "b"); }',
      { name: 'y' },
      'it holds `option`',
    ],
    ['has a card of another kind', 'host x { hardware token-ring 0:1; }', { mac: MAC }, 'no Ethernet card'],
    [
      'has an option twice',
      'host x { filename "a"; filename "b"; }',
      { options: [{ key: 'filename', value: '"c"' }] },
      'several `filename` statements',
    ],
    [
      'has a comment amid its words',
      'host x { fixed-address a, # one\n b; }',
      { addresses: ['c'] },
      'a comment stands between',
    ],
    ['shares its line', 'host w { } host x { } host y { }', { comment: 'c' }, 'shares its line'],
  ])('that %s', (_, text, change, reason) => {
    const inventory = inventoryOf(text, { includes: { hosts: '' } })

    const plan = () => planEdit(editOf(change), inventory)

    expect(plan).toThrow(PlanRefused)
    expect(plan).toThrow(`Host x in dhcpd.conf:1 cannot be edited: `)
    expect(plan).toThrow(reason)
    expect(plan).toThrow('Edit it by hand.')
  })

  test.each([
    ['more than one statement', '"a"; } host y { }'],
    ['a comment', '"a" # b'],
    ['nothing', ' '],
  ])('when an option would become %s', (_, value) => {
    const edit = () => edited('host x { }', { options: [{ key: 'filename', value }] })

    expect(edit).toThrow(PlanRefused)
    expect(edit).toThrow(/may not stand in a value|a value is missing/)
  })
})

test('people are shown the declaration before and after', () => {
  const text = 'group {\n  # dock\n  host x { }\n}\n'

  const { hosts } = planEdit(editOf({ name: 'y', comment: 'desk' }), inventoryOf(text))

  expect(hosts).toEqual([
    {
      name: 'y',
      formerName: 'x',
      path: 'dhcpd.conf',
      before: '# dock\nhost x { }',
      after: '# desk\nhost y { }',
      scopes: [{ label: 'group', options: [] }],
      line: 3,
    },
  ])
})

test('people are shown a host without the indentation of the declaration that it shares a line with', () => {
  const text = 'subnet 10.20.0.0 netmask 255.255.0.0 {\n\tgroup { host x {\n\t\tfilename "a";\n\t} }\n}\n'

  const { hosts } = planEdit(editOf({ name: 'y' }), inventoryOf(text))

  expect(hosts[0]?.after).toBe('host y {\n\tfilename "a";\n}')
})

test('a name that another host has is refused', () => {
  expect(() => edited('host x { }\nhost y { }', { name: 'y' })).toThrow(PlanRefused)
})
