import { isLocallyAdministered, macFault } from '../mac.ts'
import type { Host, Inventory } from '../model.ts'
import type { Report } from './configuration-finding.ts'

/** Hardware addresses that no device has, that may change, or that are not there. */
export function reviewHardware({ hosts }: Inventory, report: Report): void {
  for (const host of hosts) {
    if (host.hardware?.type === 'ethernet') reviewMac(host, host.hardware.address, report)
    if (isNobody(host)) {
      report('hardware-missing', host.place, `Host ${host.name} has nothing that a client could be known by.`)
    }
    if (host.addresses.length === 0 && host.addresses6.length === 0) {
      report('address-missing', host.place, `Host ${host.name} has no fixed address.`)
    }
  }
}

function reviewMac(host: Host, mac: string, report: Report): void {
  const fault = macFault(mac)
  if (fault) report(fault.code, host.place, `The MAC of host ${host.name}, ${mac}, ${fault.message}.`)
  else if (isLocallyAdministered(mac)) {
    const message = `The MAC of host ${host.name}, ${mac}, is locally administered.`
    report('mac-locally-administered', host.place, message)
  }
}

function isNobody({ hardware, uid, identifiers }: Host): boolean {
  return !hardware && uid === undefined && identifiers.length === 0
}
