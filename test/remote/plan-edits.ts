import type { ByteString, Edit } from '../../src/dhcpd/source.ts'
import { buildInventory } from '../../src/inventory/build.ts'
import type { EditHost } from '../../src/inventory/change.ts'
import type { Inventory } from '../../src/inventory/model.ts'
import { type Placement, planAdds } from '../../src/request/plan-add.ts'
import { planEdit } from '../../src/request/plan-edit.ts'
import { planRemove } from '../../src/request/plan-remove.ts'
import { UNCHANGED } from '../support/unchanged.ts'

const PLACEMENTS: readonly Placement[] = [
  { after: 'last-host-of-subnet' },
  'end',
  { file: 'dhcpd.conf' },
  'managed-block',
]

const CHANGES: readonly EditHost['change'][] = [
  { ...UNCHANGED, name: 'renamed' },
  { ...UNCHANGED, mac: '00:00:5e:00:55:01' },
  { ...UNCHANGED, addresses: ['10.20.201.1'] },
  { ...UNCHANGED, comment: 'Room 9' },
  { ...UNCHANGED, comment: 'Room 9\nby the window' },
  { ...UNCHANGED, comment: '' },
]

/** What the planner makes of a change of a configuration: adds, or an edit or a removal of one of its hosts. */
export function planEdits(content: ByteString, pick: number): readonly Edit[] {
  const files = [{ path: 'dhcpd.conf', content }]
  const base = buildInventory({ main: 'dhcpd.conf', files, leases: undefined, digest: '' })
  const host = base.hosts[(pick >> 3) % Math.max(1, base.hosts.length)]
  const change = CHANGES[pick % 8]
  try {
    if (host && change) return planEdit({ kind: 'edit', target: host.name, change }, base).edits
    if (host && pick % 8 === 6) return planRemove({ kind: 'remove', target: host.name }, base).edits
  } catch {
    // A host that is edited by hand only: hosts are added instead.
  }
  return added(base, pick >> 3)
}

function added(base: Inventory, pick: number): readonly Edit[] {
  const hosts = [1, 2, 3].map((number) => ({
    kind: 'add' as const,
    name: `new${number}`,
    mac: `00:00:5e:00:54:0${number}`,
    address: `10.20.200.${number}`,
    comment: pick % 2 === 0 ? undefined : 'Room 3F',
  }))
  return planAdds(hosts, base, PLACEMENTS[pick % PLACEMENTS.length] ?? 'end').edits
}
