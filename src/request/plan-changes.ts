import type { AddHost, Change } from '../inventory/change.ts'
import type { Inventory } from '../inventory/model.ts'
import { type Plan, PlanRefused } from './plan.ts'
import { type ApprovedStanzas, addParts } from './plan-add.ts'
import { editPart } from './plan-edit.ts'
import { type Part, planParts } from './plan-parts.ts'
import type { Placement } from './plan-place.ts'
import { removePart } from './plan-remove.ts'
import { refuseProblems } from './plan-target.ts'

/**
 * Plans changes of several hosts on one base, as one edit of the files.
 * @returns the hosts in the order of their changes
 * @throws PlanRefused when the files have problems, one of the changes cannot be planned, or they meet.
 */
export function planChanges(
  changes: readonly Change[],
  inventory: Inventory,
  place: Placement,
  approved: ApprovedStanzas = new Map(),
): Plan {
  refuseProblems(inventory)
  const additions = changes.filter((change): change is AddHost => change.kind === 'add')
  const added = addParts(additions, inventory, place, approved).values()
  return planParts(
    changes.map((change) => partOf(change, inventory, added)),
    inventory,
  )
}

function partOf(change: Change, inventory: Inventory, added: IterableIterator<Part>): Part {
  switch (change.kind) {
    case 'add': {
      const { value: part } = added.next()
      if (!part) throw new PlanRefused(`Host ${change.name} has no place.`)
      return part
    }
    case 'edit':
      return editPart(change, inventory)
    case 'remove':
      return removePart(change, inventory)
    default:
      return change satisfies never
  }
}
