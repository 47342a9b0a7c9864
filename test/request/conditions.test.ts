import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AddHost, Change, EditHost } from '../../src/inventory/change.ts'
import { type Conditions, verdictsOf } from '../../src/request/conditions.ts'
import { isInNetwork, isNetwork } from '../../src/request/network.ts'
import { matches } from '../../src/request/policy.ts'
import { casesOf, type PolicyCase } from '../../src/request/policy-case.ts'
import { membersOf, named, rule } from '../support/policy.ts'
import { UNCHANGED } from '../support/unchanged.ts'
import { person, proposal, requestAfter } from './samples.ts'

/** Ann edits a printer that moves from one network to another and keeps its name. */
const move: PolicyCase = {
  server: 'campus',
  kinds: ['edit'],
  names: ['printer-3f.example.net'],
  addresses: ['10.20.0.7', '10.30.0.7'],
  requester: person('ann'),
}

function answer(when: Conditions, asked: Partial<PolicyCase> = {}, membership = new Map()) {
  return matches(rule({ when }), { ...move, ...asked }, membership)
}

test('a rule without conditions is about everything', () => {
  expect(answer({})).toBe('yes')
})

test('all conditions of a rule must hold', () => {
  expect(answer({ change: ['edit'], server: ['campus'] })).toBe('yes')
  expect(answer({ change: ['edit'], server: ['lab'] })).toBe('no')
})

describe('the kind of change', () => {
  test('is one of those that are listed', () => {
    expect(answer({ change: ['add', 'edit'] })).toBe('yes')
    expect(answer({ change: ['remove'] })).toBe('no')
  })

  test('is each of those that a change comes to', () => {
    const renamed = { kinds: ['edit', 'add', 'remove'] } as const

    expect(answer({ change: ['remove'] }, renamed)).toBe('yes')
  })
})

test('the server is one of those that are listed', () => {
  expect(answer({ server: ['lab', 'campus'] })).toBe('yes')
  expect(answer({ server: ['lab'] })).toBe('no')
})

describe('a subnet', () => {
  test.each([
    ['the old address', '10.20.0.0/16', 'yes'],
    ['the new address', '10.30.0.0/16', 'yes'],
    ['none of the addresses', '10.40.0.0/16', 'no'],
  ])('is held against %s', (_, network, expected) => {
    expect(answer({ subnet: [network] })).toBe(expected)
  })

  test('is any of those that are listed', () => {
    expect(answer({ subnet: ['10.40.0.0/16', '10.20.0.7/32'] })).toBe('yes')
  })

  test('holds IPv6 addresses too, however they are written', () => {
    const addresses = ['2001:db8:0:0::7']

    expect(answer({ subnet: ['2001:db8::/64'] }, { addresses })).toBe('yes')
    expect(answer({ subnet: ['2001:db8:1::/64'] }, { addresses })).toBe('no')
  })

  test('of one family holds no address of the other', () => {
    expect(answer({ subnet: ['::/0'] })).toBe('no')
    expect(answer({ subnet: ['0.0.0.0/0'] }, { addresses: ['::ffff:10.20.0.7'] })).toBe('no')
  })

  test('holds no host without an address, nor one with a DNS name for it', () => {
    expect(answer({ subnet: ['0.0.0.0/0'] }, { addresses: [] })).toBe('no')
    expect(answer({ subnet: ['0.0.0.0/0'] }, { addresses: ['printer.example.net'] })).toBe('no')
  })
})

describe('a name', () => {
  test.each([
    ['printer-.*', 'yes'],
    ['printer-3f[.]example[.]net', 'yes'],
    ['printer-3f', 'no'],
    ['3f', 'no'],
    ['switch|printer.*', 'yes'],
    ['printer|example', 'no'],
  ])('is matched whole, by %s: %s', (name, expected) => {
    expect(answer({ name })).toBe(expected)
  })

  test('is the old one or the new one', () => {
    const names = ['core-1', 'printer-1']

    expect(answer({ name: 'core-.*' }, { names })).toBe('yes')
    expect(answer({ name: 'printer-.*' }, { names })).toBe('yes')
  })

  test('is not another by its capital letters', () => {
    expect(answer({ name: 'core-.*' }, { names: ['CORE-1'] })).toBe('yes')
  })
})

describe('the requester', () => {
  test('is a person by workspace and user', () => {
    expect(answer({ requester: named(person('ann')) })).toBe('yes')
    expect(answer({ requester: named(person('ann', 'T2')) })).toBe('no')
  })

  test('is whom Slack says to belong to a circle', () => {
    const requester = membersOf('S1')

    expect(answer({ requester }, {}, new Map([['S1', [person('ann')]]]))).toBe('yes')
    expect(answer({ requester }, {}, new Map([['S1', [person('bob')]]]))).toBe('no')
    expect(answer({ requester }, {}, new Map())).toBe('unknown')
  })

  test('does not matter where another condition fails', () => {
    expect(answer({ requester: membersOf('S1'), change: ['remove'] })).toBe('no')
  })
})

test('each condition that is given has its own verdict', () => {
  const when: Conditions = { change: ['edit'], subnet: ['10.40.0.0/16'], requester: membersOf('S1') }

  expect(verdictsOf(when, move, new Map())).toEqual([
    { condition: 'change', answer: 'yes' },
    { condition: 'subnet', answer: 'no' },
    { condition: 'requester', answer: 'unknown' },
  ])
})

test('a new host is a case of its name and all its addresses', () => {
  expect(casesWith({ ...camera, moreAddresses: ['10.20.0.8'] })).toEqual([
    {
      server: 'campus',
      kinds: ['add'],
      names: ['camera'],
      addresses: ['10.20.0.7', '10.20.0.8'],
      requester: person('ann'),
    },
  ])
})

test('a host that is removed is a case of what it was', () => {
  expect(casesWith({ kind: 'remove', target: 'door' })).toMatchObject([
    { kinds: ['remove'], names: ['door'], addresses: ['10.20.0.9'] },
  ])
})

describe('a host that is edited is a case of what it was and what it becomes', () => {
  test.each<[string, Partial<EditHost['change']>, readonly string[]]>([
    ['its comment', { comment: 'x' }, ['edit']],
    ['its MAC address', { mac: '00:00:5e:00:53:02' }, ['edit']],
    ['its addresses', { addresses: ['10.20.0.8'] }, ['edit']],
    ['its name', { name: 'gate' }, ['edit', 'remove', 'add']],
    ['card and address', { mac: '00:00:5e:00:53:02', addresses: ['10.20.0.8'] }, ['edit', 'remove', 'add']],
  ])('%s', (_, change, kinds) => {
    expect(casesWith({ kind: 'edit', target: 'door', change: { ...UNCHANGED, ...change } })).toMatchObject([
      {
        kinds,
        names: change.name ? ['door', change.name] : ['door'],
        addresses: change.addresses ? ['10.20.0.9', '10.20.0.8'] : ['10.20.0.9'],
      },
    ])
  })
})

test('of several changes each is a case of its own', () => {
  expect(casesWith(camera, { kind: 'remove', target: 'door' }).map(({ kinds }) => kinds)).toEqual([
    ['add'],
    ['remove'],
  ])
})

const camera: AddHost = {
  kind: 'add',
  name: 'camera',
  mac: '00:00:5e:00:53:01',
  address: '10.20.0.7',
  comment: undefined,
}

function casesWith(...changes: readonly Change[]) {
  const [host] = proposal().hosts
  if (!host) throw new Error('the sample holds a host')
  const before = 'host door { hardware ethernet 00:00:5e:00:53:09; fixed-address 10.20.0.9; }'
  const hosts = changes.map(({ kind }) => ({ ...host, before: kind === 'add' ? undefined : before }))
  return casesOf({ ...requestAfter(), proposal: proposal({ changes, hosts }) })
}

describe('a network', () => {
  test.each(['10.20.0.0/16', '10.20.0.7/32', '0.0.0.0/0', '2001:db8::/32', '::/0', '2001:DB8::/32'])(
    'is %s',
    (text) => {
      expect(isNetwork(text)).toBe(true)
    },
  )

  test.each([
    '10.20.0.0',
    '10.20.0.7/16',
    '10.20.0.0/33',
    '10.20.0.0/016',
    '010.20.0.0/16',
    '0x0a.20.0.0/16',
    '10.20/16',
    '10.20.0.0/16/16',
    '10.20.0.0/255.255.0.0',
    '2001:db8::1/32',
    '2001:db8::/129',
    'fe80::%eth0/64',
    'campus',
    '',
  ])('is not %j', (text) => {
    expect(isNetwork(text)).toBe(false)
  })

  test('holds exactly the addresses whose first bits are its own', () => {
    const numbers = fc.integer({ min: 0, max: 2 ** 32 - 1 })
    const text = (number: number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.')
    fc.assert(
      fc.property(numbers, numbers, fc.integer({ min: 0, max: 32 }), (a, b, length) => {
        const head = (number: number) => Math.floor(number / 2 ** (32 - length))
        const network = `${text(head(a) * 2 ** (32 - length))}/${length}`

        expect(isNetwork(network)).toBe(true)
        expect(isInNetwork(text(b), network)).toBe(head(a) === head(b))
      }),
    )
  })
})
