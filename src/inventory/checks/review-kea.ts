import type { Inventory } from '../model.ts'
import type { Report } from './configuration-finding.ts'
import { statementInKea } from './kea-statements.ts'
import { eachStatement } from './statements.ts'
import { isMade } from './twin-groups.ts'

/**
 * What dhcpd takes and Kea, ISC's successor of dhcpd, would not as it is. It looks at every statement, and only those
 * who are about to migrate ask for it.
 */
export function reviewKea(inventory: Inventory, report: Report): void {
  eachStatement(inventory.configuration, (said) => {
    const finding = statementInKea(said)
    if (finding) report(finding.code, said.place, finding.message)
  })
  for (const host of inventory.leaseHosts) {
    if (!isMade(host, inventory)) continue
    report('kea-host-in-leases', host.place, `Host ${host.name} is declared in the lease database only.`)
  }
}
