import { rowOf, unsaidIn, writeTable } from '../../inventory/host-table.ts'
import type { Host, Problem } from '../../inventory/model.ts'
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

function unsaidOf(host: Host): Problem[] {
  const unsaid = unsaidIn(host)
  if (unsaid.length === 0) return []
  const message = `the table cannot say this of host ${host.name}: ${unsaid.join(', ')}`
  const { path, line, column } = host.place
  return [{ code: 'unsaid', path, line, column, message }]
}
