import { cutOut } from '../dhcpd/remove.ts'
import type { RemoveHost } from '../inventory/change.ts'
import type { Inventory } from '../inventory/model.ts'
import type { Plan } from './plan.ts'
import { type Part, planParts } from './plan-parts.ts'
import { refuseProblems, shownText, targetOf } from './plan-target.ts'

/**
 * Plans the removal of a host with its own comments and its lines. The result is read again and differs from the base
 * by exactly this host; a group that it leaves empty stays.
 * @throws PlanRefused when the files have problems, or there is no such host.
 */
export function planRemove(removal: RemoveHost, inventory: Inventory): Plan {
  refuseProblems(inventory)
  return planParts([removePart(removal, inventory)], inventory)
}

/** @throws PlanRefused when there is no such host. */
export function removePart({ target: name }: RemoveHost, inventory: Inventory): Part {
  const target = targetOf(inventory, name)
  const { host, tree, own } = target
  return {
    edits: [{ path: host.place.path, ...cutOut(tree, own.first, own.end) }],
    fate: { name, facts: undefined },
    show: () => ({
      name,
      path: host.place.path,
      before: shownText(target),
      after: undefined,
      scopes: host.scopes.map(({ label, options }) => ({ label, options })),
      line: host.place.line,
    }),
  }
}
