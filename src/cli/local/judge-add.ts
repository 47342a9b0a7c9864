import type { AddHost } from '../../inventory/change.ts'
import { checkAdd, type HostInput, type Reservation } from '../../inventory/check-add.ts'
import type { Finding } from '../../inventory/finding.ts'
import type { Inventory } from '../../inventory/model.ts'
import { canBeForced, forcedChange } from './force.ts'

/** What is found about a host, and the change that it comes to; undefined where it is refused. */
export interface Judged<T> {
  readonly findings: readonly Finding[]
  readonly change: T | undefined
}

/** Checks a new host; with `force`, errors that dhcpd itself would take do not stop it. */
export function judgeAdd(
  input: HostInput,
  inventory: Inventory,
  { force, reserved = [] }: { readonly force: boolean; readonly reserved?: readonly Reservation[] },
): Judged<AddHost> {
  const names = { pattern: undefined, domain: undefined }
  const { findings, change } = checkAdd(input, { inventory, names, reserved })
  if (change || !force || !canBeForced(findings)) return { findings, change }
  return { findings, change: forcedChange(input) }
}
