import { expect, test } from 'vitest'
import { PlanRefused } from '../../src/request/plan.ts'
import { type ListedHost, proveBody } from '../../src/request/plan-body.ts'
import { inventoryOf } from '../inventory/inventory-of.ts'

function listed(text: string): ListedHost {
  const inventory = inventoryOf(text)
  const [host] = inventory.hosts
  if (!host) throw new Error('the text declares a host')
  return { host, inventory }
}

const CHANGE = [{ key: 'filename', value: '"b"' }]

test('a host holds what it held, with its options changed, in any order and notation', () => {
  const before = listed('host x { Filename  "a"; option host-name "h"; }')

  proveBody(
    listed('host y { option host-name "h"; hardware ethernet 0:1:2:3:4:5; Filename "b"; }'),
    CHANGE,
    before,
  )
})

test.each([
  ['keeps the old value', 'host x { filename "a"; option host-name "h"; }'],
  ['holds both values', 'host x { filename "a"; filename "b"; option host-name "h"; }'],
  ['loses another statement', 'host x { filename "b"; }'],
  ['gets another statement', 'host x { filename "b"; option host-name "h"; dynamic; }'],
])('a host that %s is refused', (_, text) => {
  const before = listed('host x { filename "a"; option host-name "h"; }')

  expect(() => proveBody(listed(text), CHANGE, before)).toThrow(PlanRefused)
})

test('a new host holds hardware and address alone', () => {
  expect(() => proveBody(listed('host x { fixed-address a; }'), [])).not.toThrow()
  expect(() => proveBody(listed('host x { fixed-address a; dynamic; }'), [])).toThrow(PlanRefused)
})
