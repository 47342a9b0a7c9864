import type { Command, Decision, Refusal } from './decide.ts'
import { isEditedByAnother, makersOf } from './makers.ts'
import { samePerson } from './person.ts'
import {
  asksSomebody,
  ballotOf,
  leavesApprovers,
  mayDecide,
  type ResolvedPolicy,
  rulesFor,
} from './policy.ts'
import { casesOf } from './policy-case.ts'
import { editableOf } from './proposed-fields.ts'
import type { Request } from './request.ts'
import { sameProposal } from './same-proposal.ts'
import { tooLate } from './too-late.ts'

type Edit = Extract<Command, { type: 'edit' }>

/**
 * A new proposal in place of the present one, which voids the approvals. Whoever edits has made it theirs, and does not
 * approve it (SAFETY A3): so somebody must be left who can.
 */
export function decideEdit(command: Edit, request: Request): Decision {
  const refusal = refuseEdit(command, request)
  if (refusal) return refusal
  const { by, at, proposal, policy } = command
  const was = editableOf(request.proposal.changes)
  if (!was || !editableOf(proposal.changes)) return { refusal: 'not-editable' }
  if (sameProposal(request.proposal, proposal)) return { refusal: 'nothing-to-edit' }
  return (
    refuseWithoutApprovers({ ...request, proposal, editors: [...request.editors, by] }, policy) ?? [
      { type: 'edited', by, at, was, proposal },
    ]
  )
}

/** Why the person cannot edit the request, whatever they would make of it; undefined where they can. */
export function refuseEdit(
  { by, at, revision, policy }: Pick<Edit, 'by' | 'at' | 'revision' | 'policy'>,
  request: Request,
): Refusal | undefined {
  if (request.state.status !== 'pending') return tooLate(request)
  if (revision !== request.revision) return { refusal: 'outdated-card' }
  const rules = rulesFor(policy, casesOf(request))
  if (!samePerson(by, request.requester)) {
    if (rules === 'unknown') return { refusal: 'membership-unknown' }
    const answer = mayDecide(rules, ballotOf(by, at, rules, makersOf(request), policy), policy.membership)
    if (answer === 'unknown') return { refusal: 'membership-unknown' }
    if (answer === 'no') return { refusal: 'not-an-editor', rules }
  }
  return editableOf(request.proposal.changes) ? undefined : { refusal: 'not-editable' }
}

function refuseWithoutApprovers(edited: Request, policy: ResolvedPolicy): Refusal | undefined {
  const rules = rulesFor(policy, casesOf(edited))
  if (rules === 'unknown') return { refusal: 'membership-unknown' }
  if (rules.length === 0) return { refusal: 'no-rule' }
  const isForNobody = isEditedByAnother(edited) && !rules.some(asksSomebody)
  const isLeft = leavesApprovers(rules, makersOf(edited), policy.membership)
  return isForNobody || isLeft === 'no' ? { refusal: 'too-few-left', rules } : undefined
}
