import { type Request, requestName } from '../request/request.ts'
import { undoOf } from '../request/undo.ts'
import {
  type ServerDesk,
  type Submission,
  type SubmitDeps,
  type SubmitResult,
  submitRequest,
} from './submit-request.ts'

/**
 * Asks for the inverse of an applied request, as a request of its own: it is checked, shown and approved like any other,
 * and refused where what it touched is no longer as it left it, or where there is nothing to undo.
 */
export async function undoRequest(
  request: Request,
  submission: Omit<Submission, 'inputs' | 'asLeft'>,
  desk: ServerDesk,
  deps: SubmitDeps,
): Promise<SubmitResult> {
  const refusal = refuseUndo(request)
  if (refusal) return refusal
  const { proposal } = request
  const inputs = undoOf(proposal) ?? []
  return submitRequest({ ...submission, inputs, asLeft: proposal.hosts.toReversed() }, desk, deps)
}

/** The same by its number. */
export async function undoById(
  id: number,
  submission: Omit<Submission, 'inputs' | 'asLeft'>,
  desk: ServerDesk,
  deps: SubmitDeps,
): Promise<SubmitResult> {
  const request = await deps.requests.find(id)
  if (request) return undoRequest(request, submission, desk, deps)
  return {
    kind: 'refused',
    message: `There is no request ${requestName(id)}.`,
    advice: 'Look up its number.',
  }
}

/** Why a request cannot be made undone by another; undefined where it can be asked for. */
export function refuseUndo({
  id,
  proposal,
  state,
}: Request): Extract<SubmitResult, { kind: 'refused' }> | undefined {
  const name = requestName(id)
  if (state.status !== 'settled' || state.outcome.kind !== 'applied')
    return { kind: 'refused', message: `${name} was not applied.`, advice: 'There is nothing to undo.' }
  if (undoOf(proposal)) return undefined
  const message = `${name} took out a host without a MAC or an address.`
  return { kind: 'refused', message, advice: 'It is in the backups on the server: put it back by hand.' }
}
