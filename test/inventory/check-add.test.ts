import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CheckContext, checkAdd, type HostInput } from '../../src/inventory/check-add.ts'
import { host, inventoryOf, LAB } from './inventory-of.ts'

const OFFICE = 'subnet 10.30.0.0 netmask 255.255.255.0 { }\n'
const TAKEN = host('camera', '00:00:5e:00:53:01', '10.20.0.10')

function context(text: string, more: Partial<CheckContext> & { leases?: string } = {}): CheckContext {
  const { leases = '', ...given } = more
  const inventory = inventoryOf(text, { leases })
  return { inventory, names: { pattern: undefined, domain: undefined }, reserved: [], ...given }
}

function input(fields: Partial<HostInput> = {}): HostInput {
  return {
    name: 'printer',
    mac: '00:00:5e:00:53:02',
    address: '10.20.0.11',
    subnet: undefined,
    comment: '',
    ...fields,
  }
}

/** The findings as `severity field code`. */
function found(fields: Partial<HostInput>, given: CheckContext): string[] {
  return checkAdd(input(fields), given).findings.map(
    ({ severity, field, code }) => `${severity} ${field} ${code}`,
  )
}

test('a host that nothing speaks against becomes a normalised change', () => {
  const given = context(LAB + TAKEN, { names: { pattern: undefined, domain: 'example.net' } })

  const { findings, change } = checkAdd(input({ mac: '0000.5E00.5302', comment: ' Room 3F ' }), given)

  expect(findings).toEqual([])
  expect(change).toEqual({
    kind: 'add',
    name: 'printer.example.net',
    mac: '00:00:5e:00:53:02',
    address: '10.20.0.11',
    comment: 'Room 3F',
  })
})

test('all errors come at once', () => {
  expect(found({ name: '', mac: '', address: 'x', comment: '{\n}' }, context(LAB))).toEqual([
    'error name name-form',
    'error mac mac-form',
    'error address address-form',
    'error comment comment-control',
    'error comment comment-braces',
  ])
})

describe('the name', () => {
  test('is refused where a host or a pending request has it, in whatever case', () => {
    const reserved = [
      {
        host: 'Scanner',
        name: 'Scanner',
        mac: '00:00:5e:00:53:09',
        address: '10.20.0.99',
        by: 'request R-12',
      },
    ]
    const given = context(LAB + TAKEN, { reserved })

    expect(found({ name: 'camera' }, given)).toEqual(['error name name-taken'])
    expect(found({ name: 'Camera' }, given)).toEqual(['error name name-taken-but-for-case'])
    expect(found({ name: 'scanner' }, given)).toEqual(['error name name-reserved'])
  })

  test('is said with the place of who has it', () => {
    const { findings } = checkAdd(input({ name: 'camera' }), context(LAB + TAKEN))

    expect(findings[0]?.message).toBe('The name camera is taken by host camera in dhcpd.conf:5.')
  })
})

describe('the MAC', () => {
  const mac = '00:00:5e:00:53:01'

  test('is refused where another host of the network has it, warned of elsewhere', () => {
    const given = context(LAB + OFFICE + TAKEN)

    expect(found({ mac }, given)).toEqual(['error mac mac-used-in-network'])
    expect(found({ mac, address: '10.30.0.5' }, given)).toEqual(['warning mac mac-used-elsewhere'])
  })

  test('counts as used in one network by hosts of two subnets of one shared network', () => {
    const given = context(`shared-network both { ${LAB}${OFFICE} }${TAKEN}`)

    expect(found({ mac, address: '10.30.0.5' }, given)).toEqual(['error mac mac-used-in-network'])
  })

  test('of a host without an address is warned of', () => {
    const given = context(`${LAB}host a { hardware ethernet ${mac}; }`)

    expect(found({ mac }, given)).toEqual(['warning mac mac-used-elsewhere'])
  })

  test('of a pending request in the same network is refused', () => {
    const reserved = [{ host: 'b', name: 'b', mac, address: '10.20.0.12', by: 'request R-12' }]
    const given = context(LAB + OFFICE, { reserved })

    expect(found({ mac }, given)).toEqual(['error mac mac-reserved'])
    expect(found({ mac, address: '10.30.0.5' }, given)).toEqual([])
  })

  test('that is made up by software is warned of', () => {
    expect(found({ mac: '02:00:5e:00:53:01' }, context(LAB))).toEqual([
      'warning mac mac-locally-administered',
    ])
  })
})

describe('the address', () => {
  test.each([
    ['10.40.0.5', 'address-outside'],
    ['10.20.0.0', 'address-network'],
    ['10.20.0.255', 'address-broadcast'],
    ['10.20.0.1', 'address-router'],
    ['10.20.0.100', 'address-in-range'],
    ['10.20.0.199', 'address-in-range'],
    ['010.20.0.5', 'address-form'],
  ])('%s is refused', (address, code) => {
    expect(found({ address }, context(LAB))).toEqual([`error address ${code}`])
  })

  test('of another device is a warning that names it and offers a free one', () => {
    const { findings, change } = checkAdd(input({ address: '10.20.0.10' }), context(LAB + TAKEN))

    expect(findings).toMatchObject([{ severity: 'warning', code: 'address-shared' }])
    expect(findings[0]?.message).toContain('host camera in dhcpd.conf:5')
    expect(findings[0]?.advice).toContain('10.20.0.2')
    expect(change?.address).toBe('10.20.0.10')
  })

  test('of the same device is refused: it is registered already', () => {
    expect(found({ mac: '00:00:5e:00:53:01', address: '10.20.0.10' }, context(LAB + TAKEN))).toEqual([
      'error mac mac-used-in-network',
      'error address address-same-device',
    ])
  })

  test('that a pending request asks for is refused', () => {
    const reserved = [
      { host: 'b', name: 'b', mac: '00:00:5e:00:53:09', address: '10.20.0.11', by: 'request R-12' },
    ]

    expect(found({}, context(LAB, { reserved }))).toEqual(['error address address-reserved'])
  })

  test('that is leased to another device is refused, to this one not', () => {
    const lease = (mac: string, state: string) =>
      context(LAB, { leases: `lease 10.20.0.11 { binding state ${state}; hardware ethernet ${mac}; }` })

    expect(found({}, lease('00:00:5e:00:53:09', 'active'))).toEqual(['error address address-leased'])
    expect(found({}, lease('00:00:5e:00:53:02', 'active'))).toEqual([])
    expect(found({}, lease('00:00:5e:00:53:09', 'free'))).toEqual([])
  })

  test.each(['', 'auto'])('%j is the next free one of the subnet', (address) => {
    const given = context(LAB + OFFICE)

    expect(checkAdd(input({ address, subnet: '10.30.0.0/24' }), given).change?.address).toBe('10.30.0.1')
    expect(checkAdd(input({ address }), context(LAB)).change?.address).toBe('10.20.0.2')
    expect(found({ address }, given)).toEqual(['error address subnet-needed'])
    expect(found({ address, subnet: '10.40.0.0/24' }, given)).toEqual(['error address subnet-unknown'])
    expect(found({ address }, context(''))).toEqual(['error address subnet-unknown'])
  })

  test('of a full subnet is an error', () => {
    const given = context('subnet 10.0.0.0 netmask 255.255.255.252 { range 10.0.0.1 10.0.0.2; }')

    expect(found({ address: 'auto' }, given)).toEqual(['error address subnet-full'])
  })
})

test.each([
  ['a\nb', 'comment-control'],
  ['a\u202eb', 'comment-control'],
  ['a\u2028b', 'comment-control'],
  ['a\u061cb', 'comment-control'],
  ['a\u200bb', 'comment-control'],
  ['a\u{e0041}b', 'comment-control'],
  ['a } b', 'comment-braces'],
  ['é'.repeat(201), 'comment-long'],
])('the comment %j is refused', (comment, code) => {
  expect(found({ comment }, context(LAB))).toEqual([`error comment ${code}`])
})

test('nothing is added to a configuration that dhcpd refuses, and the place is named', () => {
  const { findings, change } = checkAdd(input(), context(`${LAB}host x {`))

  expect(change).toBeUndefined()
  expect(findings).toMatchObject([{ field: 'name', code: 'configuration-broken' }])
  expect(findings[0]?.message).toContain('dhcpd.conf:5')
})

test('checking a change once more gives the same change and the same warnings', () => {
  const given = context(LAB + OFFICE + TAKEN, { names: { pattern: undefined, domain: 'example.net' } })
  const inputs = fc.record({
    name: fc.constantFrom('a', 'a.example.net', 'A', 'camera', 'b.example.org'),
    mac: fc.constantFrom('0000.5e00.5301', '2-0-5e-0-53-1', '00005e005307', '01:00:5e:00:00:01'),
    address: fc.constantFrom('', 'auto', '10.20.0.10', '10.20.0.11', '10.30.0.7', '10.20.0.100'),
    subnet: fc.constantFrom(undefined, '10.20.0.0/24', '10.30.0.0/24'),
    comment: fc.constantFrom('', ' # Room 3F', 'é'),
  })
  fc.assert(
    fc.property(inputs, (typed) => {
      const first = checkAdd(typed, given)
      if (!first.change) return

      const again = checkAdd(
        { ...first.change, subnet: undefined, comment: first.change.comment ?? '' },
        given,
      )

      expect(again).toEqual(first)
    }),
  )
})

describe('an address that somebody else was offered', () => {
  const offers = { others: new Set(['10.20.0.11']), own: '10.20.0.13' }

  test('is refused to nobody who types it', () => {
    expect(found({ address: '10.20.0.11' }, context(LAB, { offers }))).toEqual([])
  })

  test('is not given as the next free one, nor told as such', () => {
    const others = new Set(Array.from({ length: 20 }, (_, index) => `10.20.0.${index}`))
    const given = context(LAB + TAKEN, { offers: { others } })

    const { change } = checkAdd(input({ address: 'auto', subnet: '10.20.0.0/24' }), given)
    const { findings } = checkAdd(input({ address: '10.20.0.10' }), given)

    expect(change?.address).toBe('10.20.0.20')
    expect(findings.map(({ advice }) => advice).join()).toContain(
      'The next free address there is 10.20.0.20.',
    )
  })

  test('does not keep a form from what it was offered itself, where that is of the subnet that was chosen', () => {
    const given = context(LAB + OFFICE, { offers })

    const own = checkAdd(input({ address: '', subnet: '10.20.0.0/24' }), given)
    const other = checkAdd(input({ address: '', subnet: '10.30.0.0/24' }), given)

    expect(own.change?.address).toBe('10.20.0.13')
    expect(other.change?.address).toBe('10.30.0.1')
  })
})
