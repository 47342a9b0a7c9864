import type { CheckContext } from '../inventory/check-add.ts'
import { type ChangeInput, checkChanges } from '../inventory/check-change.ts'
import type { Finding } from '../inventory/finding.ts'
import { finding } from '../inventory/said.ts'
import { type HostPlan, PlanRefused } from './plan.ts'
import type { ApprovedStanzas, Placement } from './plan-add.ts'
import { planChanges } from './plan-changes.ts'
import type { Proposal } from './request.ts'

/** What the checks and the planner make of an input: `proposal` is undefined exactly when a finding is an error. */
export interface Judgement {
  readonly findings: readonly Finding[]
  readonly proposal: Proposal | undefined
}

/**
 * Checks inputs against an inventory and plans them together. Run when a person submits a form, and again on the bytes
 * just read before each apply, so that both see the same rules (SAFETY A1).
 */
export function propose(
  inputs: readonly ChangeInput[],
  context: CheckContext,
  place: Placement,
  approved?: ApprovedStanzas,
): Judgement {
  const { findings, changes } = checkChanges(inputs, context)
  if (!changes) return { findings, proposal: undefined }
  try {
    const { hosts } = planChanges(changes, context.inventory, place, approved)
    const idle = hosts.flatMap(idleFinding)
    if (idle.length > 0) return { findings: [...findings, ...idle], proposal: undefined }
    return { findings, proposal: { changes, findings, hosts } }
  } catch (error) {
    if (!(error instanceof PlanRefused)) throw error
    return { findings: [...findings, notPlanned(error.message)], proposal: undefined }
  }
}

/** The finding for what the planner refuses, in its words. */
export function notPlanned(message: string): Finding {
  const advice = 'Somebody who looks after the server has to mend its file first.'
  return { code: 'file-not-editable', severity: 'error', field: 'name', message, advice }
}

/** The finding for a host that says already what it is meant to say. */
export function idleFinding({ name, before, after }: HostPlan): Finding[] {
  if (before !== after) return []
  const message = `Host ${name} says all of that already.`
  return [finding('name', 'nothing-to-change', message, 'Nothing to do.')]
}

/** What an approver was shown of these proposals. */
export function stanzasOf(proposals: readonly Proposal[]): ApprovedStanzas {
  const hosts = proposals.flatMap((proposal) => proposal.hosts)
  return new Map(hosts.flatMap(({ name, after }) => (after === undefined ? [] : [[name, after] as const])))
}
