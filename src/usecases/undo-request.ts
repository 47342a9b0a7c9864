import type { Request } from '../request/request.ts'
import { undoOf } from '../request/undo.ts'
import {
  type ServerDesk,
  type Submission,
  type SubmitDeps,
  type SubmitResult,
  submitRequest,
} from './submit-request.ts'

/** Why a request cannot be made undone by another. */
export type UndoRefusal =
  /** It changed nothing, or has not ended yet. */
  | { readonly kind: 'not-applied'; readonly request: Request }
  /** It took out a host that nobody could ask for. */
  | { readonly kind: 'by-hand'; readonly request: Request }

/**
 * Asks for the inverse of an applied request, as a request of its own: it is checked, shown and approved like any other,
 * and refused where what it touched is no longer as it left it.
 */
export async function undoRequest(
  request: Request,
  submission: Omit<Submission, 'inputs' | 'asLeft'>,
  desk: ServerDesk,
  deps: SubmitDeps,
): Promise<SubmitResult | UndoRefusal> {
  const { proposal, state } = request
  if (state.status !== 'settled' || state.outcome.kind !== 'applied') return { kind: 'not-applied', request }
  const inputs = undoOf(proposal)
  if (!inputs) return { kind: 'by-hand', request }
  return submitRequest({ ...submission, inputs, asLeft: proposal.hosts.toReversed() }, desk, deps)
}
