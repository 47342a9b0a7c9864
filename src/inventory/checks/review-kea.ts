import { addressNumber } from '../address.ts'
import type { Host, Inventory } from '../model.ts'
import type { Report } from './configuration-finding.ts'

/** The options by which Kea, too, can know a client (Kea's manual, “Host Reservations”). */
const KNOWN_TO_KEA: ReadonlySet<string> = new Set([
  'dhcp-client-identifier',
  'dhcp6.client-id',
  'agent.circuit-id',
])

/** What dhcpd takes and Kea, ISC's successor of dhcpd, would not. */
export function reviewKea({ hosts, notables }: Inventory, report: Report): void {
  for (const host of hosts) reviewHost(host, report)
  for (const { keyword, place } of notables) {
    if (keyword === 'on') report('kea-on-event', place, 'Statements are run on an event.')
    if (keyword === 'failover') report('kea-failover', place, 'A failover peer is declared.')
  }
}

function reviewHost(host: Host, report: Report): void {
  const { name, addresses, hardware, identifiers } = host
  if (addresses.length > 1) {
    report('kea-several-addresses', host.place, `Host ${name} has ${addresses.length} fixed addresses.`)
  }
  for (const address of addresses) {
    if (addressNumber(address) !== undefined) continue
    report('kea-name-as-address', host.place, `The fixed address of host ${name} is a name, ${address}.`)
  }
  if (hardware && hardware.type !== 'ethernet') {
    report('kea-hardware-type', host.place, `The hardware of host ${name} is of type ${hardware.type}.`)
  }
  for (const { option } of identifiers) {
    if (KNOWN_TO_KEA.has(option)) continue
    report('kea-host-identifier', host.place, `Host ${name} is found by its option ${option}.`)
  }
}
