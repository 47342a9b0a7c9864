import { warningCodes } from '../inventory/finding.ts'
import type { HostPlan } from './plan.ts'
import type { Proposal } from './request.ts'

/**
 * Whether two proposals are the same to an approver (SAFETY A1): the file, for each host its text before and after
 * and the scopes it stands in, and the codes of the warnings. Lines and wording may differ: unrelated edits elsewhere
 * in the file and leases that come and go must not send requests back.
 */
export function sameProposal(a: Proposal, b: Proposal): boolean {
  return JSON.stringify(binding(a)) === JSON.stringify(binding(b))
}

/** Whether hosts would be written alike, and inherit alike, in two files that need not lie at the same path. */
export function standsAlike(a: Proposal, b: Proposal): boolean {
  return JSON.stringify(a.hosts.map(standing)) === JSON.stringify(b.hosts.map(standing))
}

function standing({ name, before, after, scopes }: HostPlan): unknown {
  return { name, before, after, scopes }
}

function binding(proposal: Proposal): unknown {
  return {
    hosts: proposal.hosts.map((host) => ({ path: host.path, standing: standing(host) })),
    warnings: warningCodes(proposal.findings).toSorted(),
  }
}
