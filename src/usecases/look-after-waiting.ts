import { type AutomaticDeps, approveAutomatically } from './approve-automatically.ts'
import { expireRequests } from './expire-requests.ts'
import { remindApprovers } from './remind-approvers.ts'
import { remindReviewers } from './remind-reviewers.ts'

/**
 * What is done about requests that wait, with nobody clicking: some end, some need nobody, and of some people are
 * reminded.
 */
export async function lookAfterWaiting(servers: readonly string[], deps: AutomaticDeps): Promise<void> {
  await expireRequests(servers, deps)
  await approveAutomatically(servers, deps)
  await remindApprovers(servers, deps)
  await remindReviewers(servers, deps)
}
