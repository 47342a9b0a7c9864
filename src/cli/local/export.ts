import type { Host } from '../../inventory/model.ts'
import { type HostRow, writeTable } from './csv.ts'
import { DONE, onLocalFile, REFUSED } from './session.ts'
import { problemSaid, type Terminal } from './terminal.ts'

/**
 * Prints the hosts of a configuration on this machine as a table that `leasehold import` and spreadsheets read, in the
 * order of the files. A host with several addresses has them in one cell with blanks between.
 * @returns the exit code: 0 done, 1 the file is one that dhcpd refuses (what can be understood of it is printed all the
 * same), 2 a file cannot be read.
 */
export function exportLocal(options: { readonly file: string }, terminal: Terminal): Promise<number> {
  return onLocalFile({ ...options, leases: undefined }, terminal, async ({ hosts, problems }) => {
    terminal.out(writeTable(hosts.map(rowOf)))
    for (const problem of problems) terminal.err(problemSaid(problem))
    return problems.length === 0 ? DONE : REFUSED
  })
}

function rowOf({ name, hardware, addresses, addresses6, comment }: Host): HostRow {
  return {
    name,
    mac: hardware?.type === 'ethernet' ? hardware.address : '',
    address: [...addresses, ...addresses6].join(' '),
    comment: (comment ?? '').replaceAll('\n', ' · '),
  }
}
