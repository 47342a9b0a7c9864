import { decide, isRefusal, type Refusal } from '../request/decide.ts'
import { refuseEdit } from '../request/decide-edit.ts'
import type { Person } from '../request/person.ts'
import { allCircles } from '../request/policy.ts'
import { type EditedFields, editableOf, editedInput } from '../request/proposed-fields.ts'
import type { Request } from '../request/request.ts'
import { approveIfAutomatic } from './approve-automatically.ts'
import { resolvePolicy } from './resolve-policy.ts'
import {
  factsBeside,
  judge,
  readInTime,
  type ServerDesk,
  type SubmitDeps,
  type SubmitResult,
} from './submit-request.ts'

/** Values of a request that somebody gives otherwise. */
export interface EditOfRequest {
  readonly id: number
  /** Of the proposal that they saw. */
  readonly revision: number
  readonly by: Person
  readonly fields: EditedFields
  /** Codes of the warnings that the person has confirmed. */
  readonly confirmed: readonly string[]
  /** Milliseconds for which the person can be kept waiting for the server. */
  readonly patience: number
}

export type EditResult =
  | Exclude<SubmitResult, { kind: 'submitted' }>
  | { readonly kind: 'not-taken'; readonly because: Refusal; readonly request: Request }
  | { readonly kind: 'edited'; readonly request: Request }

/**
 * Gives some values of a request otherwise: what comes of it is checked against the server as a new request is, voids the
 * approvals, and is approved by somebody else than whoever asked or edited (SAFETY A3, A8).
 * @throws Error when there is no such request: ids come from our own records.
 */
export async function editRequest(
  edit: EditOfRequest,
  desk: ServerDesk,
  deps: SubmitDeps,
): Promise<EditResult> {
  const [members, policy] = await Promise.all([
    readInTime(desk, edit.patience, deps),
    resolvePolicy(deps.policy, allCircles(deps.policy), deps.people),
  ])
  if ('kind' in members) return members
  const { id, revision, by, fields, confirmed } = edit
  for (;;) {
    const known = await deps.requests.submissions(desk.name)
    const request = await deps.requests.find(id)
    if (!request) throw new Error(`there is no request ${id} in the store`)
    const because = refuseEdit({ by, at: deps.clock(), revision, policy }, request)
    if (because) return { kind: 'not-taken', because, request }
    const change = editableOf(request.proposal.changes)
    if (!change) throw new Error(`request ${id} is not editable, and was not refused`)
    const at = deps.clock()
    const inputs = [editedInput(change, fields)]
    const beside = await factsBeside(inputs, desk, at, deps)
    // Its own names and addresses do not stand in its way, nor does it count twice.
    const open = beside.open.filter((other) => other.id !== id)
    const ask = { by: request.requester, inputs, confirmed }
    const judged = judge(ask, { members, policy, ...beside, open }, desk)
    if (judged.kind !== 'fits') return judged
    const { proposal } = judged
    const decision = decide({ type: 'edit', by, at, revision, proposal, policy }, request)
    if (isRefusal(decision)) return { kind: 'not-taken', because: decision, request }
    const edited = await deps.requests.commit(request, decision, known)
    if (!edited) continue
    const decided = await approveIfAutomatic(edited, policy, deps)
    deps.deliver()
    return { kind: 'edited', request: decided }
  }
}
