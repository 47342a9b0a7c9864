import type { Verdict } from '../../dhcpd/grammar/refusals.ts'
import { buildInventory } from '../../inventory/build.ts'
import type { Inventory } from '../../inventory/model.ts'
import { readConfiguration, Unreadable } from '../local/read.ts'
import { problemSaid, visible } from '../local/terminal.ts'
import { type Desk, REFUSED, type ReadOptions, UNREADABLE } from './desk.ts'

/**
 * Reads a configuration and shows something of it; what dhcpd would refuse goes to standard error.
 * @param show gives the exit code for a file that dhcpd takes
 * @returns the exit code: 1 for a file that dhcpd would refuse, however much of it was shown; 2 for one that cannot
 * be read.
 */
export function withInventory(
  options: ReadOptions,
  desk: Desk,
  show: (inventory: Inventory) => number,
): Promise<number> {
  return withVerdict(options, desk, (inventory, { refusals }) => {
    const code = show(inventory)
    for (const problem of refusals) desk.terminal.err(problemSaid(problem))
    return refusals.length > 0 ? REFUSED : code
  })
}

/** The same for a command that shows dhcpd's verdict itself. */
export async function withVerdict(
  options: ReadOptions,
  desk: Desk,
  show: (inventory: Inventory, verdict: Verdict) => number | Promise<number>,
): Promise<number> {
  return unlessUnreadable(desk, async () => {
    const inventory = buildInventory(await readConfiguration(options.file, options.leases))
    return show(inventory, desk.verdict(inventory, options.family))
  })
}

/** Says which file cannot be read, and why. */
export async function unlessUnreadable(
  { terminal }: Pick<Desk, 'terminal'>,
  command: () => Promise<number>,
): Promise<number> {
  try {
    return await command()
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    terminal.err(`${visible(error.message)}\n`)
    return UNREADABLE
  }
}
