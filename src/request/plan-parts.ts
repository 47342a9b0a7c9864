import type { Edit } from '../dhcpd/source.ts'
import type { Inventory } from '../inventory/model.ts'
import { type HostPlan, type Plan, PlanRefused } from './plan.ts'
import type { ListedHost } from './plan-body.ts'
import { type HostFacts, prove } from './plan-proof.ts'

/** What one change does to the files, as long as it is not held against the other changes of its plan. */
export interface Part {
  /** None where the host says all of it already. */
  readonly edits: readonly Edit[]
  /** The host that is new. */
  readonly added?: HostFacts
  /** A host of the base and what it is to be; `undefined` where it is to be gone. */
  readonly fate?: { readonly name: string; readonly facts: HostFacts | undefined }
  /** What an approver is shown, once the result is known to be what is meant. Throws PlanRefused when it is not. */
  readonly show: (result: Result) => HostPlan
}

/** What the edits of all parts make of the base. */
export interface Result {
  readonly edits: readonly Edit[]
  /** The hosts that are new or changed, by name. */
  readonly hosts: ReadonlyMap<string, ListedHost>
}

/**
 * Puts parts of one base together. The result is read again and differs from the base by exactly the hosts that are
 * meant. Edits at one offset are meant to be applied in their order.
 * @throws PlanRefused when two changes meet in one place of a file or in one host, or the result would be another.
 */
export function planParts(parts: readonly Part[], base: Inventory): Plan {
  const edits = joined(parts.flatMap((part) => part.edits))
  const fates = new Map(parts.flatMap(({ fate }) => (fate ? [[fate.name, fate.facts] as const] : [])))
  if (fates.size < parts.filter(({ fate }) => fate).length) throw new PlanRefused(MEET)
  const added = parts.flatMap((part) => part.added ?? [])
  const hosts = edits.length === 0 ? new Map<string, ListedHost>() : prove(edits, base, { added, fates })
  return { hosts: parts.map((part) => part.show({ edits, hosts })), edits }
}

const MEET =
  'Two of these changes meet in one place of the file: ask for one of them, and then for the other.'

/** Neighbours that are taken out share the blank lines between them: these go once. */
function joined(edits: readonly Edit[]): Edit[] {
  const result: Edit[] = []
  for (const edit of edits.toSorted((a, b) => compare(a.path, b.path) || a.offset - b.offset)) {
    const before = result.at(-1)
    if (!before || !meets(before, edit)) result.push(edit)
    else if (before.content !== '' || edit.content !== '') throw new PlanRefused(MEET)
    else result.splice(-1, 1, { ...before, length: Math.max(endOf(before), endOf(edit)) - before.offset })
  }
  return result
}

function meets(before: Edit, { path, offset }: Edit): boolean {
  return before.path === path && offset < endOf(before)
}

function endOf({ offset, length }: Edit): number {
  return offset + length
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
