import type { HostChange } from '../../src/dhcpd/change-host.ts'

/** A change of a host in which everything stays as it is. */
export const UNCHANGED: HostChange = {
  name: undefined,
  mac: undefined,
  addresses: undefined,
  addresses6: undefined,
  comment: undefined,
  options: [],
}
