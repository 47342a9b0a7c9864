import type { Proposal } from '../request/request.ts'

/** A proposal as it was written when a request held one change, always a new host. */
interface EarlierProposal extends Omit<Proposal, 'changes'> {
  readonly change: Proposal['changes'][number]
}

/** A proposal as it stands in the store. */
export type WrittenProposal = Proposal | EarlierProposal

/** What was written before requests held several changes, as it is written now. */
export function withChanges(written: WrittenProposal): Proposal {
  if (!('change' in written)) return written
  const { change, ...rest } = written
  return { ...rest, changes: [change] }
}
