import { expect, test } from 'vitest'
import { hostsMeant } from '../../src/inventory/host-meant.ts'
import { host, inventoryOf } from './inventory-of.ts'

const inventory = inventoryOf(
  [
    host('desk', '00:00:5e:00:53:01', '10.20.0.1'),
    host('Desk', '00:00:5e:00:53:02', '10.20.0.2'),
    host('desk-2', '00:00:5e:00:53:03', '10.20.0.3'),
    host('Camera', '00:00:5e:00:53:04', '10.20.0.4'),
  ].join(''),
)

test.for([
  ['desk', ['desk']],
  ['Desk', ['Desk']],
  ['DESK', ['desk', 'Desk', 'desk-2']],
  ['camera', ['Camera']],
  [' desk-2 ', ['desk-2']],
  ['0000.5e00.5304', ['Camera']],
  ['10.20.0.3', ['desk-2']],
  ['printer', []],
] as const)('“%s” means %j', ([text, names]) => {
  expect(hostsMeant(inventory, text).map(({ name }) => name)).toEqual(names)
})
