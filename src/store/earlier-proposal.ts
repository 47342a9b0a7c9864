import type { RequestEvent } from '../request/events.ts'
import type { Proposal, Request } from '../request/request.ts'

/** A proposal as it was written when a request held one change, always a new host. */
interface EarlierProposal extends Omit<Proposal, 'changes'> {
  readonly change: Proposal['changes'][number]
}

/** What was written before requests held several changes, as it is written now. The audit log is never rewritten. */
export function withChanges<T extends Request | RequestEvent | Omit<Request, 'id' | 'version'>>(
  written: T,
): T {
  if (!('proposal' in written)) return written
  const proposal: Proposal | EarlierProposal = written.proposal
  if (!('change' in proposal)) return written
  const { change, ...rest } = proposal
  return { ...written, proposal: { ...rest, changes: [change] } }
}
