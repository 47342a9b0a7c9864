import { keywordOf } from '../../dhcpd/syntax.ts'
import { treeOf } from '../../dhcpd/tree-of.ts'
import type { Inventory } from '../model.ts'
import type { Report } from './configuration-finding.ts'

/** How an entry of a lease database begins (man 5 dhcpd.leases). */
const ENTRIES: ReadonlySet<string> = new Set([
  'lease',
  'host',
  'authoring-byte-order',
  'server-duid',
  'failover',
  'group',
  'class',
  'subclass',
  'ia-na',
  'ia-ta',
  'ia-pd',
])

/** A lease database that is none. A new one is empty, and one that dhcpd is writing may be cut off. */
export function reviewLeases({ configuration, leases, leaseHosts }: Inventory, report: Report): void {
  const file = configuration.leases
  if (!file || leases.length > 0 || leaseHosts.length > 0) return
  const tree = treeOf(file)
  const [first] = tree.statements
  const isBlank = tree.statements.length === 0 && tree.problems.length === 0
  if (isBlank || (first && ENTRIES.has(keywordOf(tree, first)))) return
  report('leases-unread', { path: file.path, line: 1, column: 1 }, 'This file holds no lease and no host.')
}
