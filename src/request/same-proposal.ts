import type { Proposal } from './request.ts'

/**
 * Whether two proposals are the same to an approver (SAFETY A1): the file, for each host its text before and after
 * and the scopes it stands in, and the codes of the warnings. Lines and wording may differ: unrelated edits elsewhere
 * in the file and leases that come and go must not send requests back.
 */
export function sameProposal(a: Proposal, b: Proposal): boolean {
  return JSON.stringify(binding(a)) === JSON.stringify(binding(b))
}

function binding(proposal: Proposal): unknown {
  return {
    hosts: proposal.hosts.map(({ name, path, before, after, scopes }) => ({
      name,
      path,
      before,
      after,
      scopes,
    })),
    warnings: proposal.findings
      .filter((finding) => finding.severity === 'warning')
      .map((finding) => finding.code)
      .toSorted(),
  }
}
