import { type CheckContext, checkAdd, type HostInput } from '../inventory/check-add.ts'
import type { Finding } from '../inventory/finding.ts'
import { PlanRefused } from './plan.ts'
import { type ApprovedStanzas, type Placement, planAdd } from './plan-add.ts'
import type { Proposal } from './request.ts'

/** What the checks and the planner make of an input: `proposal` is undefined exactly when a finding is an error. */
export interface Judgement {
  readonly findings: readonly Finding[]
  readonly proposal: Proposal | undefined
}

/**
 * Checks an input against an inventory and plans it. Run when a person submits a form, and again on the bytes just
 * read before each apply, so that both see the same rules (SAFETY A1).
 */
export function propose(
  input: HostInput,
  context: CheckContext,
  place: Placement,
  approved?: ApprovedStanzas,
): Judgement {
  const { findings, change } = checkAdd(input, context)
  if (!change) return { findings, proposal: undefined }
  try {
    const { hosts } = planAdd(change, context.inventory, place, approved)
    return { findings, proposal: { change, findings, hosts } }
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

/** What an approver was shown of these proposals. */
export function stanzasOf(proposals: readonly Proposal[]): ApprovedStanzas {
  const hosts = proposals.flatMap((proposal) => proposal.hosts)
  return new Map(hosts.flatMap(({ name, after }) => (after === undefined ? [] : [[name, after] as const])))
}

/** The input that gives a change again. */
export function inputOf(change: Proposal['change']): HostInput {
  const { name, mac, address, comment } = change
  return { name, mac, address, subnet: undefined, comment: comment ?? '' }
}
