import { isLocallyAdministered, macFault } from '../mac.ts'
import type { Host, Inventory, Problem } from '../model.ts'
import type { Report } from './configuration-finding.ts'
import { RefusedLines } from './refused-lines.ts'

/**
 * Hardware addresses that no device has, that may change, or that are not there.
 * @param problems what dhcpd would refuse: a host with such a statement may have meant to say more
 */
export function reviewHardware(
  { configuration, hosts }: Inventory,
  problems: readonly Problem[],
  report: Report,
): void {
  const refused = new RefusedLines(configuration, problems)
  for (const host of hosts) {
    if (host.hardware?.type === 'ethernet') reviewMac(host, host.hardware.address, report)
    if (isNobody(host) && !refused.touch(host.place)) {
      report('hardware-missing', host.place, `Host ${host.name} has nothing that a client could be known by.`)
    }
    if (host.addresses.length === 0 && host.addresses6.length === 0 && !refused.touch(host.place)) {
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

/** dhcpd takes an `option dhcp-client-identifier` in a host for its uid (`enter_host` in `server/mdb.c`). */
function isNobody(host: Host): boolean {
  if (host.hardware || host.uid !== undefined || host.identifiers.length > 0) return false
  return !host.options.some((option) => /^option (dhcp\.)?dhcp-client-identifier /i.test(option))
}
