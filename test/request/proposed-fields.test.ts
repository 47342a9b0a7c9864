import { describe, expect, test } from 'vitest'
import type { AddHost, EditHost } from '../../src/inventory/change.ts'
import { inputOf } from '../../src/inventory/check-change.ts'
import { differencesOf, editedInput, proposedFields } from '../../src/request/proposed-fields.ts'

const add: AddHost = {
  kind: 'add',
  name: 'desk-1',
  mac: '00:00:5e:00:53:21',
  address: '10.20.0.20',
  moreAddresses: ['10.20.0.21'],
  comment: 'room 3',
}
const nothing = {
  name: undefined,
  mac: undefined,
  addresses: undefined,
  addresses6: undefined,
  comment: undefined,
}
const edit: EditHost = {
  kind: 'edit',
  target: 'desk-1',
  change: { ...nothing, mac: '00:00:5e:00:53:22', comment: '', options: [] },
}

describe('the values of a change', () => {
  test('are what it proposes; what a host keeps is empty', () => {
    expect(proposedFields(add)).toEqual({
      name: 'desk-1',
      mac: '00:00:5e:00:53:21',
      address: '10.20.0.20, 10.20.0.21',
      comment: 'room 3',
    })
    expect(proposedFields(edit)).toEqual({ name: '', mac: '00:00:5e:00:53:22', address: '', comment: '' })
  })

  test.each([add, edit])('give the same change again where none is given otherwise', (change) => {
    expect(editedInput(change, {})).toEqual(inputOf(change))
    expect(editedInput(change, proposedFields(change))).toEqual(inputOf(change))
  })
})

describe('a value that is given otherwise', () => {
  test('takes the place of the one of a new host; of its addresses all do', () => {
    expect(editedInput(add, { mac: '1', address: ' 10.20.0.30 10.20.0.31,10.20.0.32 ' })).toMatchObject({
      name: 'desk-1',
      mac: '1',
      address: '10.20.0.30',
      moreAddresses: ['10.20.0.31', '10.20.0.32'],
      comment: 'room 3',
    })
    expect(editedInput(add, { address: 'auto' })).toMatchObject({ address: 'auto', moreAddresses: [] })
  })

  test('takes the place of the one of a host that is changed; an empty one leaves it as it is', () => {
    expect(editedInput(edit, { name: 'desk-9', mac: '' })).toEqual({
      ...inputOf(edit),
      name: 'desk-9',
      mac: undefined,
    })
    expect(editedInput(edit, { comment: 'room 4' })).toMatchObject({
      comment: 'room 4',
      mac: edit.change.mac,
    })
  })

  test('is named with what stood there before', () => {
    const after: AddHost = { ...add, mac: '00:00:5e:00:53:99', comment: undefined }

    expect(differencesOf(add, after)).toEqual([
      { field: 'mac', before: '00:00:5e:00:53:21', after: '00:00:5e:00:53:99' },
      { field: 'comment', before: 'room 3', after: '' },
    ])
  })
})
