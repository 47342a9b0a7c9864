import { writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testWithDhcpd } from '../../src/cli/local/test-with-dhcpd.ts'
import { applyEdits, type ByteString, toBytes } from '../../src/dhcpd/source.ts'
import type { Family } from '../../src/inventory/address.ts'
import { buildInventory } from '../../src/inventory/build.ts'
import type { Inventory } from '../../src/inventory/model.ts'
import type { Plan } from '../../src/request/plan.ts'
import { type Placement, planAdd } from '../../src/request/plan-add.ts'
import { planEdit } from '../../src/request/plan-edit.ts'
import { planRemove } from '../../src/request/plan-remove.ts'
import { folderWith } from '../cli/local/folder.ts'
import { needs } from '../support/needs.ts'
import { configuration } from './arbitrary/configuration.ts'

const machine = needs('dhcpd')

const PLACES: readonly Placement[] = [{ after: 'last-host-of-subnet' }, 'end', 'managed-block']

describe.skipIf(machine.skip)(`held against the real dhcpd ${machine.why}`, () => {
  test.each([4, 6] as const)(
    'what it accepts with -%i before a host is added, changed or removed it accepts after',
    async (family) => {
      const at = folderWith({})
      const file = at('dhcpd.conf')
      const accepts = async (content: ByteString) => {
        writeFileSync(file, toBytes(content))
        return (await testWithDhcpd(file, family)).kind === 'accepted'
      }
      let edits = 0
      await fc.assert(
        fc.asyncProperty(
          configuration(family),
          fc.constantFrom(...PLACES),
          fc.nat(),
          async (content, place, pick) => {
            const { hosts } = inventoryOf(content)
            const host = hosts[pick % Math.max(1, hosts.length)]
            expect(await accepts(content)).toBe(true)
            const plans = [
              add(place, family),
              ...(host ? [change(host.name, family), remove(host.name)] : []),
            ]

            const results = plans.map((plan) => applyEdits(content, plan(inventoryOf(content)).edits))

            for (const result of results) expect(await accepts(result)).toBe(true)
            edits += results.length
          },
        ),
        { numRuns: 60 },
      )
      expect(edits).toBeGreaterThan(90)
    },
  )
})

function add(place: Placement, family: Family): (base: Inventory) => Plan {
  const address = family === 6 ? '2001:db8::2:1' : '10.20.200.1'
  const host = { name: 'new', mac: '00:00:5e:00:54:01', address, comment: 'caf\u00e9' }
  return (base) => planAdd({ kind: 'add', ...host }, base, place)
}

function change(target: string, family: Family): (base: Inventory) => Plan {
  const change = {
    name: 'renamed',
    mac: '00:00:5e:00:54:01',
    addresses: family === 6 ? undefined : ['10.20.200.1', 'a.example.net'],
    addresses6: family === 6 ? ['2001:db8::2:1', '2001:db8::2:2'] : undefined,
    comment: undefined,
    options: [{ key: 'option host-name', value: '"c}"' }],
  }
  return (base) => planEdit({ kind: 'edit', target, change }, base)
}

function remove(name: string): (base: Inventory) => Plan {
  return (base) => planRemove({ kind: 'remove', target: name }, base)
}

function inventoryOf(content: ByteString): Inventory {
  const files = [{ path: 'dhcpd.conf', content }]
  return buildInventory({ main: 'dhcpd.conf', files, leases: undefined, digest: '' })
}
