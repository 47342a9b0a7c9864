import { toBytes } from '../../dhcpd/source.ts'
import type { AddHost } from '../../inventory/change.ts'
import { checkAdd } from '../../inventory/check-add.ts'
import { BadTable, type HostRow, readTable } from '../../inventory/host-table.ts'
import type { Inventory } from '../../inventory/model.ts'
import { type Reservation, reservationsFor } from '../../inventory/reservations.ts'
import { type Placement, planAdds } from '../../request/plan-add.ts'
import { localContext } from './context.ts'
import { allowedChange } from './force.ts'
import { readNamed } from './read.ts'
import { DONE, type LocalFile, onLocalFile, REFUSED, writePlan } from './session.ts'
import { findingSaid, type Terminal, visible } from './terminal.ts'

/** What `leasehold import` was asked for. */
export interface ImportOptions extends LocalFile {
  /**
   * The table, or `-` for standard input: its first row names the columns name, mac, address and comment. Several
   * addresses of a host stand in one cell with blanks between.
   */
  readonly table: string
  /** Where rows without an address take the next free one. */
  readonly subnet: string | undefined
  readonly place: Placement
  /** Whether rows that are refused are left out, instead of refusing all. */
  readonly skipBad: boolean
  /** Whether errors that dhcpd itself would take do not stop it. */
  readonly force: boolean
}

/** What a person can look through; more would be a mistake or an attack. */
const MOST_ROWS = 10_000

/**
 * Adds the hosts of a table to a dhcpd.conf on this machine, all at once. Every row is judged against the file and the
 * rows before it, and all findings are told with the number that a spreadsheet gives the row.
 * @returns the exit code: 0 done, 1 refused with the reasons, 2 a file cannot be read.
 */
export function importLocal(options: ImportOptions, terminal: Terminal): Promise<number> {
  return onLocalFile(options, terminal, async (inventory) => {
    const rows = await rowsOf(options.table, terminal)
    if (!rows) return REFUSED
    if (rows.length === 0) terminal.err('The table has no rows.\n')
    const { hosts, bad } = judgeRows(rows, inventory, options, terminal)
    if (bad > 0) terminal.err(`${bad} of ${rows.length} rows ${bad === 1 ? 'is' : 'are'} refused.\n`)
    if (hosts.length === 0 || (bad > 0 && !options.skipBad)) {
      terminal.err('Nothing was written.\n')
      return REFUSED
    }
    const plan = planAdds(hosts, inventory, options.place)
    const done = `Added ${hosts.length} ${hosts.length === 1 ? 'host' : 'hosts'}`
    await writePlan(plan, inventory, options, terminal, done)
    return DONE
  })
}

async function rowsOf(path: string, terminal: Terminal): Promise<HostRow[] | undefined> {
  try {
    return readTable(toBytes((await readNamed(path)).content), MOST_ROWS)
  } catch (error) {
    if (!(error instanceof BadTable)) throw error
    terminal.err(`${visible(`${path} cannot be imported. ${error.message}`)}\n`)
    return undefined
  }
}

function judgeRows(
  rows: readonly HostRow[],
  inventory: Inventory,
  { subnet, family, force }: ImportOptions,
  terminal: Terminal,
): { hosts: readonly AddHost[]; bad: number } {
  const hosts: AddHost[] = []
  const reserved: Reservation[] = []
  const context = localContext(inventory, family, reserved)
  rows.forEach((row, index) => {
    const by = `row ${index + 2}`
    const [address = '', ...moreAddresses] = row.address.split(/\s+/)
    const checked = checkAdd({ ...row, address, moreAddresses, subnet }, context)
    for (const finding of checked.findings) terminal.err(`${by}: ${findingSaid(finding)}`)
    const change = allowedChange(checked, force)
    if (!change) return
    hosts.push(change)
    reserved.push(...reservationsFor([change], by))
  })
  return { hosts, bad: rows.length - hosts.length }
}
