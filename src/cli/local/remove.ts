import { planRemove } from '../../request/plan-remove.ts'
import { hostNamed } from './host-named.ts'
import { DONE, type LocalFile, onLocalFile, writePlan } from './session.ts'
import type { Terminal } from './terminal.ts'

/** What `leasehold remove` was asked for. */
export interface RemoveOptions extends LocalFile {
  readonly name: string
}

/**
 * Removes a host, with the comments that belong to it, from a configuration on this machine.
 * @returns the exit code: 0 done, 1 refused with the reason, 2 a file cannot be read.
 */
export function removeLocal(options: RemoveOptions, terminal: Terminal): Promise<number> {
  return onLocalFile(options, terminal, async (inventory) => {
    const { name } = hostNamed(inventory, options.name)
    const plan = planRemove({ kind: 'remove', target: name }, inventory)
    await writePlan(plan, inventory, options, terminal, `Removed ${name}`)
    return DONE
  })
}
