import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HostGroups } from '../../src/inventory/groups.ts'
import type { Host } from '../../src/inventory/model.ts'
import { inventoryOf } from './inventory-of.ts'

const [first] = inventoryOf('host a { }').hosts

test('hosts are found by their keys in the order in which they came, however many there are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 3 }), { maxLength: 200, size: 'max' }),
      fc.string(),
      (keys, other) => {
        const groups = new HostGroups(0)
        const expected = new Map<string, Host[]>()
        for (const [index, key] of keys.entries()) {
          const host = { ...first, name: `h${index}` } as Host
          groups.add(key, host)
          expected.set(key, [...(expected.get(key) ?? []), host])
        }

        for (const [key, hosts] of expected) expect(groups.get(key)).toEqual(hosts)
        expect(groups.has(other)).toBe(expected.has(other))
        expect(groups.keys()).toEqual([...expected.keys()])
        expect([...groups.shared()]).toHaveLength(
          [...expected.values()].filter(({ length }) => length > 1).length,
        )
      },
    ),
  )
})
