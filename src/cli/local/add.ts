import { checkAdd } from '../../inventory/check-add.ts'
import { type Placement, planAdd } from '../../request/plan-add.ts'
import { localContext } from './context.ts'
import { allowedChange } from './force.ts'
import { DONE, type LocalFile, onLocalFile, REFUSED, writePlan } from './session.ts'
import { findingSaid, type Terminal } from './terminal.ts'

/** What `leasehold add` was asked for. */
export interface AddOptions extends LocalFile {
  readonly name: string
  readonly mac: string
  /** `auto` or `''` for the next free one. */
  readonly address: string
  readonly subnet: string | undefined
  readonly comment: string
  readonly place: Placement
  /** Whether errors that dhcpd itself would take do not stop it. */
  readonly force: boolean
}

/**
 * Adds a host to a dhcpd.conf on this machine. Warnings are printed and do not stop it.
 * @returns the exit code: 0 done, 1 refused with the reason, 2 a file cannot be read.
 */
export function addLocal(options: AddOptions, terminal: Terminal): Promise<number> {
  return onLocalFile(options, terminal, async (inventory) => {
    const checked = checkAdd(options, localContext(inventory, options.family))
    for (const finding of checked.findings) terminal.err(findingSaid(finding))
    const change = allowedChange(checked, options.force)
    if (!change) return REFUSED
    const plan = planAdd(change, inventory, options.place)
    await writePlan(plan, inventory, options, terminal, `Added ${change.name} with ${change.address}`)
    return DONE
  })
}
