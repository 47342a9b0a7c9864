import { buildInventory } from '../../inventory/build.ts'
import { findHosts } from '../../inventory/find.ts'
import type { Host } from '../../inventory/model.ts'
import { readConfiguration, Unreadable } from './read.ts'
import { problemSaid, type Terminal, visible } from './terminal.ts'

const FOUND = 0
const NOTHING_OR_BROKEN = 1
const UNREADABLE = 2

/**
 * Prints the hosts of a dhcpd.conf on this machine that a text speaks of, in columns.
 * @returns the exit code: 0 found, 1 nothing found or the file is one that dhcpd refuses (what can be understood of
 * it is searched all the same), 2 the file cannot be read.
 */
export async function findLocal(
  options: { readonly text: string; readonly file: string },
  terminal: Terminal,
): Promise<number> {
  try {
    const inventory = buildInventory(await readConfiguration(options.file, undefined))
    const { hosts } = findHosts(inventory, options.text)
    if (hosts.length > 0) terminal.out(columns(hosts.map(row)))
    else terminal.err(`No host in ${options.file} matches ${visible(options.text)}.\n`)
    for (const problem of inventory.problems) terminal.err(problemSaid(problem))
    return hosts.length > 0 && inventory.problems.length === 0 ? FOUND : NOTHING_OR_BROKEN
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    terminal.err(`${visible(error.message)}\n`)
    return UNREADABLE
  }
}

function row(host: Host): string[] {
  const addresses = [...host.addresses, ...host.addresses6].join(',')
  const comment = (host.comment ?? '').replaceAll('\n', ' · ')
  const cells = [host.name, host.hardware?.address ?? '-', addresses || '-']
  return [...cells, `${host.place.path}:${host.place.line}`, comment].map(visible)
}

function columns(rows: readonly string[][]): string {
  const widths: number[] = []
  for (const cells of rows) {
    cells.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length)
    })
  }
  const line = (cells: string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  return rows.map((cells) => `${line(cells).trimEnd()}\n`).join('')
}
