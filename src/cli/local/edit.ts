import { checkEdit, type EditInput } from '../../inventory/check-edit.ts'
import { planEdit } from '../../request/plan-edit.ts'
import { localContext } from './context.ts'
import { allowedChange } from './force.ts'
import { hostNamed } from './host-named.ts'
import { DONE, type LocalFile, onLocalFile, REFUSED, writePlan } from './session.ts'
import { findingSaid, type Terminal } from './terminal.ts'

/** What `leasehold edit` or `leasehold rename` was asked for. */
export interface EditOptions extends LocalFile, Omit<EditInput, 'name'> {
  /** As it is written. */
  readonly name: string
  readonly newName: string | undefined
  /** Whether errors that dhcpd itself would take do not stop it. */
  readonly force: boolean
}

/**
 * Changes a host of a configuration on this machine: only the words that differ. Warnings are printed and do not stop
 * it.
 * @returns the exit code: 0 done, 1 refused with the reason, 2 a file cannot be read.
 */
export function editLocal(options: EditOptions, terminal: Terminal): Promise<number> {
  const { name, newName, family, force } = options
  return onLocalFile(options, terminal, async (inventory) => {
    const host = hostNamed(inventory, name)
    const checked = checkEdit({ ...options, name: newName }, host, localContext(inventory, family))
    for (const finding of checked.findings) terminal.err(findingSaid(finding))
    const change = allowedChange(checked, force)
    if (!change) return REFUSED
    const plan = planEdit({ kind: 'edit', target: name, change }, inventory)
    const done = newName === undefined ? `Changed ${name}` : `Renamed ${name} to ${newName}`
    await writePlan(plan, inventory, options, terminal, done)
    return DONE
  })
}
