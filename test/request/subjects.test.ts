import { describe, expect, test } from 'vitest'
import type { Change } from '../../src/inventory/change.ts'
import type { HostPlan } from '../../src/request/plan.ts'
import { subjectOf, subjectsOf } from '../../src/request/subjects.ts'
import { UNCHANGED } from '../support/unchanged.ts'
import { proposal } from './samples.ts'

function about(change: Change, plan: Partial<HostPlan> = {}) {
  const [host] = proposal().hosts
  if (!host) throw new Error('the sample holds a host')
  return subjectsOf(proposal({ changes: [change], hosts: [{ ...host, ...plan }] }))
}

const CAMERA = 'host Camera { hardware ethernet 00:00:5E:0:53:7; fixed-address 10.20.0.17; }'

describe('a request is about', () => {
  test('all that a new host takes', () => {
    const change: Change = {
      kind: 'add',
      name: 'Camera',
      mac: '00:00:5e:00:53:07',
      address: '10.20.0.17',
      moreAddresses: ['10.20.0.18'],
      comment: undefined,
    }

    expect(about(change)).toEqual([
      'name:camera',
      'mac:00:00:5e:00:53:07',
      'address:10.20.0.17',
      'address:10.20.0.18',
    ])
  })

  test('what a changed host was and what it becomes', () => {
    const change: Change = {
      kind: 'edit',
      target: 'Camera',
      change: { ...UNCHANGED, name: 'door', addresses: ['10.20.0.3'] },
    }

    expect(about(change, { before: CAMERA })).toEqual([
      'name:camera',
      'name:door',
      'address:10.20.0.3',
      'mac:00:00:5e:00:53:07',
      'address:10.20.0.17',
    ])
  })

  test('what a removed host was', () => {
    expect(about({ kind: 'remove', target: 'Camera' }, { before: CAMERA, after: undefined })).toEqual([
      'name:camera',
      'mac:00:00:5e:00:53:07',
      'address:10.20.0.17',
    ])
  })
})

test.each([
  ['Camera', 'name:camera'],
  ['0000.5e00.5307', 'mac:00:00:5e:00:53:07'],
  [' 10.20.0.17 ', 'address:10.20.0.17'],
  ['2001:DB8::0:5', 'address:2001:db8::5'],
])('a person looks %s up as %s', (typed, subject) => {
  expect(subjectOf(typed)).toBe(subject)
})
