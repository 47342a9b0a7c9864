import { cutOut } from '../dhcpd/remove.ts'
import type { Inventory } from '../inventory/model.ts'
import type { Plan } from './plan.ts'
import { prove } from './plan-proof.ts'
import { refuseProblems, shownText, targetOf } from './plan-target.ts'

/** A host to be taken out. */
export interface HostRemoval {
  readonly kind: 'remove'
  /** As it is written. */
  readonly name: string
}

/**
 * Plans the removal of a host with its own comments and its lines. The result is read again and differs from the base
 * by exactly this host; a group that it leaves empty stays.
 * @throws PlanRefused when the files have problems, or there is no such host.
 */
export function planRemove({ name }: HostRemoval, inventory: Inventory): Plan {
  refuseProblems(inventory)
  const target = targetOf(inventory, name)
  const { host, tree, own } = target
  const edits = [{ path: host.place.path, ...cutOut(tree, own.first, own.end) }]
  prove(edits, inventory, { added: [], fates: new Map([[name, undefined]]) })
  const plan = {
    name,
    path: host.place.path,
    before: shownText(target),
    after: undefined,
    scopes: host.scopes.map(({ label, options }) => ({ label, options })),
    line: host.place.line,
  }
  return { hosts: [plan], edits }
}
