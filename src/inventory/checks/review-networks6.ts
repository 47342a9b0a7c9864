import { indexOf } from '../index.ts'
import type { Inventory, Subnet6 } from '../model.ts'
import { ranges6Of } from '../ranges6.ts'
import { placeSaid } from '../said.ts'
import type { Report } from './configuration-finding.ts'

/** IPv6 subnets and ranges that do not fit together; dhcpd itself refuses a range outside its subnet. */
export function reviewNetworks6(inventory: Inventory, report: Report): void {
  for (const subnet of inventory.subnets6) {
    reviewSubnet6(subnet, inventory, report)
    for (const [{ from, to }, other] of ranges6Of(subnet).overlaps()) {
      const message = `The range ${from} – ${to} of ${subnet.cidr} overlaps ${other.from} – ${other.to}.`
      report('range-overlap', subnet.place, message)
    }
  }
}

function reviewSubnet6(subnet: Subnet6, inventory: Inventory, report: Report): void {
  const { first, outer } = indexOf(inventory).networks6.around(subnet)
  if (first && first !== subnet) {
    const message = `Subnet ${subnet.cidr} is already declared in ${placeSaid(first)}.`
    report('subnet-duplicate', subnet.place, message)
  } else if (outer) {
    const message = `Subnet ${subnet.cidr} lies within ${outer.cidr}, declared in ${placeSaid(outer)}.`
    report('subnet-overlap', subnet.place, message)
  }
}
