import type { CheckContext } from '../inventory/check-add.ts'
import { checkChanges, inputOf } from '../inventory/check-change.ts'
import { type Finding, hasErrors } from '../inventory/finding.ts'
import type { Inventory } from '../inventory/model.ts'
import type { Reservation } from '../inventory/reservations.ts'
import { type HostPlan, type Plan, PlanRefused } from '../request/plan.ts'
import type { Placement } from '../request/plan-add.ts'
import { planChanges } from '../request/plan-changes.ts'
import { idleFinding, notPlanned, stanzasOf } from '../request/propose.ts'
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
    const changes = proposals.flatMap((proposal) => proposal.changes)
    const plan = planChanges(changes, inventory, place, stanzasOf(proposals))
    last = { requests, plan }
    return plan
  }
}

function hasSameIds(a: readonly Request[], b: readonly Request[]): boolean {
  return a.length === b.length && a.every(({ id }, index) => id === b[index]?.id)
}

/** What changes are held against beside the files: the rule for names, and the day. */
export type JudgeRules = Pick<CheckContext, 'names' | 'today'>

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
  rules: JudgeRules,
  planner: Planner,
): Promise<ReadonlyMap<Request, Judgement>> {
  const { judgements, passed } = checkAll(requests, inventory, rules)
  const all = [...passed.keys()]
  const { culprits, left } = await findCulprits(all, async (some) => refusalOf(planner, some))
  for (const [request, message] of culprits) {
    const findings = [...(passed.get(request) ?? []), notPlanned(message)]
    judgements.set(request, { kind: 'conflict', findings })
  }
  const planned = all.filter((request) => !culprits.has(request) && !left.includes(request))
  const hosts = planned.length === 0 ? [] : planner(planned).hosts
  let next = 0
  for (const request of planned) {
    const findings = passed.get(request) ?? []
    const own = hosts.slice(next, next + request.proposal.changes.length)
    next += own.length
    judgements.set(request, judgementOf(request, findings, own))
  }
  return judgements
}

/** Somebody may have made the change by hand: then there is nothing left of it to apply. */
function judgementOf(
  { proposal }: Request,
  findings: readonly Finding[],
  hosts: readonly HostPlan[],
): Judgement {
  const idle = hosts.flatMap(idleFinding)
  if (idle.length > 0) return { kind: 'conflict', findings: [...findings, ...idle] }
  return { kind: 'fits', proposal: { ...proposal, findings, hosts } }
}

/** Judges those that the checks do not let through, and gives the others with their findings. */
function checkAll(requests: readonly Request[], inventory: Inventory, rules: JudgeRules) {
  const judgements = new Map<Request, Judgement>()
  const passed = new Map<Request, readonly Finding[]>()
  const reserved: Reservation[] = []
  for (const request of requests) {
    const inputs = request.proposal.changes.map(inputOf)
    const { findings } = checkChanges(inputs, { ...rules, inventory, reserved })
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
