import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editOf, fieldsOfHost, type HostFields } from '../../src/inventory/host-fields.ts'
import { UNCHANGED_EDIT } from '../../src/inventory/unchanged-edit.ts'
import { inventoryOf } from './inventory-of.ts'

const SHOWN: HostFields = {
  name: 'desk-1',
  mac: '00:00:5e:00:53:01',
  address: '10.20.0.10',
  comment: 'room 2',
  owner: 'U0ANN',
  until: '2027-03-31',
}

test('a host is shown with all that a form can change', () => {
  const { hosts } = inventoryOf(`# room 2
# owner: U0ANN, until 2027-03-31
host desk-1 { hardware ethernet 0:0:5e:0:53:1; fixed-address 10.20.0.10, 10.20.1.10; }
`)

  expect(hosts.map(fieldsOfHost)).toEqual([{ ...SHOWN, address: '10.20.0.10, 10.20.1.10' }])
})

test('a host that says little is shown with empty fields', () => {
  const { hosts } = inventoryOf('host bare { }\n')

  expect(hosts.map(fieldsOfHost)).toEqual([{ name: 'bare', mac: '', address: '', comment: '' }])
})

test('a form that was sent as it was shown changes nothing, whatever it showed', () => {
  const text = fc.string()
  const fields = fc.record({ name: text, mac: text, address: text, comment: text, owner: text, until: text })
  fc.assert(
    fc.property(fields, (shown) => {
      expect(editOf(shown, shown, undefined)).toEqual({ ...UNCHANGED_EDIT, target: shown.name })
    }),
  )
})

test.for([
  ['name', { name: 'desk-2' }],
  ['mac', { mac: '00:00:5e:00:53:02' }],
  ['address', { address: '10.20.0.11' }],
  ['comment', { comment: '' }],
  ['owner', { owner: 'U0BOB' }],
  ['until', { until: '2028-01-01' }],
] as const)('only the %s is asked for where only that was typed over', ([field, typed]) => {
  const edit = editOf(SHOWN, { ...SHOWN, ...typed }, undefined)

  expect(edit).toEqual({ ...UNCHANGED_EDIT, target: 'desk-1', ...typed })
  expect(edit[field]).not.toBe(SHOWN[field])
})

test('a subnet to move to asks for the next free address there, and an address that was typed wins', () => {
  expect(editOf(SHOWN, SHOWN, '10.30.0.0/24')).toMatchObject({ address: 'auto', subnet: '10.30.0.0/24' })
  expect(editOf(SHOWN, { ...SHOWN, address: '10.30.0.9' }, '10.30.0.0/24')).toMatchObject({
    address: '10.30.0.9',
  })
})

test('an end that was taken out of the form is none, and an owner that was taken out stays', () => {
  const { owner: _, until: __, ...typed } = SHOWN

  expect(editOf(SHOWN, typed, undefined)).toEqual({ ...UNCHANGED_EDIT, target: 'desk-1', until: 'never' })
})
