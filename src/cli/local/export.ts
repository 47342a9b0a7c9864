import { addressNumber } from '../../inventory/address.ts'
import type { Host, Problem } from '../../inventory/model.ts'
import { type HostRow, writeTable } from './csv.ts'
import { DONE, onLocalFile, REFUSED } from './session.ts'
import { problemSaid, type Terminal } from './terminal.ts'

/**
 * Prints the hosts of a configuration on this machine as a table that `leasehold import` and spreadsheets read, in the
 * order of the files. A host with several addresses has them in one cell with blanks between. Hosts that would not be
 * known by the same, or have other addresses, were they imported again are named on standard error.
 * @returns the exit code: 0 done, 1 there are such hosts, or the file is one that dhcpd refuses (what can be understood
 * of it is printed all the same), 2 a file cannot be read.
 */
export function exportLocal(options: { readonly file: string }, terminal: Terminal): Promise<number> {
  return onLocalFile({ ...options, leases: undefined }, terminal, async ({ hosts, problems }) => {
    terminal.out(writeTable(hosts.map(rowOf)))
    const all = [...problems, ...hosts.flatMap(unsaidOf)]
    for (const problem of all) terminal.err(problemSaid(problem))
    return all.length === 0 ? DONE : REFUSED
  })
}

/** Which of the things that tell a host and its addresses the columns have no room for. */
function unsaidOf(host: Host): Problem[] {
  const { name, hardware, uid, identifiers, addresses, addresses6, place } = host
  const names = addresses.filter((address) => addressNumber(address) === undefined)
  const unsaid = [
    ...(hardware?.type === 'ethernet' ? [] : ['a host without an Ethernet address']),
    ...(uid === undefined ? [] : ['its uid']),
    ...(identifiers.length === 0 ? [] : ['its host-identifier']),
    ...(addresses.length + addresses6.length === 0 ? ['a host without an address'] : []),
    ...(names.length === 0 ? [] : [`the name ${names.join(', ')} as an address`]),
  ]
  if (unsaid.length === 0) return []
  const message = `the table cannot say this of host ${name}: ${unsaid.join(', ')}`
  const { path, line, column } = place
  return [{ code: 'unsaid', path, line, column, message }]
}

function rowOf({ name, hardware, addresses, addresses6, comment, tenure }: Host): HostRow {
  return {
    name,
    mac: hardware?.type === 'ethernet' ? hardware.address : '',
    address: [...addresses, ...addresses6].join(' '),
    comment: (comment ?? '').replaceAll('\n', ' · '),
    owner: tenure?.owner ?? '',
    until: tenure?.end ?? '',
  }
}
