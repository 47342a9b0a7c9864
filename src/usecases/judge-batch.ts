import { checkAdd, type NamePolicy, type Reservation } from '../inventory/check-add.ts'
import { type Finding, hasErrors } from '../inventory/finding.ts'
import type { Inventory } from '../inventory/model.ts'
import { type Plan, PlanRefused } from '../request/plan.ts'
import { type Placement, planAdds } from '../request/plan-add.ts'
import { inputOf, notPlanned, stanzasOf } from '../request/propose.ts'
import type { Proposal, Request } from '../request/request.ts'
import { findCulprits } from './find-culprits.ts'
import { reservations } from './submit-request.ts'

/** Plans several requests on one inventory. Throws PlanRefused when they cannot be planned together. */
export type Planner = (requests: readonly Request[]) => Plan

/** Makes a planner; asked for the requests that it planned last, it gives the same plan without planning again. */
export function createPlanner(inventory: Inventory, place: Placement): Planner {
  let last: { readonly requests: readonly Request[]; readonly plan: Plan } | undefined
  return (requests) => {
    if (last && hasSameIds(last.requests, requests)) return last.plan
    const proposals = requests.map((request) => request.proposal)
    const changes = proposals.map(({ change }) => change)
    const plan = planAdds(changes, inventory, place, stanzasOf(proposals))
    last = { requests, plan }
    return plan
  }
}

function hasSameIds(a: readonly Request[], b: readonly Request[]): boolean {
  return a.length === b.length && a.every(({ id }, index) => id === b[index]?.id)
}

/** What becomes of a request on the configuration as it is now. */
export type Judgement =
  | { readonly kind: 'fits'; readonly proposal: Proposal }
  | { readonly kind: 'conflict'; readonly findings: readonly Finding[] }

/**
 * Checks and plans every request of a batch anew (SAFETY A1). They are planned together, so that the files are read as
 * often for a thousand as for one; only when that fails are those found that cannot be planned.
 * @returns no judgement of requests that cannot be planned beside the others: they are of the next batch.
 */
export async function judgeBatch(
  requests: readonly Request[],
  inventory: Inventory,
  names: NamePolicy,
  planner: Planner,
): Promise<ReadonlyMap<Request, Judgement>> {
  const { judgements, passed } = checkAll(requests, inventory, names)
  const all = [...passed.keys()]
  const { culprits, left } = await findCulprits(all, async (some) => refusalOf(planner, some))
  for (const [request, message] of culprits) {
    const findings = [...(passed.get(request) ?? []), notPlanned(message)]
    judgements.set(request, { kind: 'conflict', findings })
  }
  const planned = all.filter((request) => !culprits.has(request) && !left.includes(request))
  const hosts = planned.length === 0 ? [] : planner(planned).hosts
  for (const [index, request] of planned.entries()) {
    const findings = passed.get(request) ?? []
    const proposal = { ...request.proposal, findings, hosts: hosts.slice(index, index + 1) }
    judgements.set(request, { kind: 'fits', proposal })
  }
  return judgements
}

/** Judges those that the checks do not let through, and gives the others with their findings. */
function checkAll(requests: readonly Request[], inventory: Inventory, names: NamePolicy) {
  const judgements = new Map<Request, Judgement>()
  const passed = new Map<Request, readonly Finding[]>()
  const reserved: Reservation[] = []
  for (const request of requests) {
    const { findings } = checkAdd(inputOf(request.proposal.change), { inventory, names, reserved })
    if (hasErrors(findings)) judgements.set(request, { kind: 'conflict', findings })
    else {
      passed.set(request, findings)
      reserved.push(...reservations([request]))
    }
  }
  return { judgements, passed }
}

function refusalOf(planner: Planner, requests: readonly Request[]): string | undefined {
  try {
    planner(requests)
    return undefined
  } catch (error) {
    if (error instanceof PlanRefused) return error.message
    throw error
  }
}
