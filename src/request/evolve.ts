import type { RequestEvent } from './events.ts'
import type { Approval, Request, State } from './request.ts'

/** The request that a `submitted` event makes. */
export function begin(id: number, event: Extract<RequestEvent, { type: 'submitted' }>): Request {
  return {
    id,
    server: event.server,
    requester: event.by,
    reason: event.reason,
    requestedAt: event.at,
    version: 1,
    revision: 1,
    proposal: event.proposal,
    state: { status: 'pending', approvals: [], sentBack: undefined },
  }
}

/** The request after an event that {@link import('./decide.ts').decide} gave for it. */
export function evolve(request: Request, event: RequestEvent): Request {
  const next = { ...request, version: request.version + 1 }
  if (event.type === 'sent-back') {
    return {
      ...next,
      revision: request.revision + 1,
      proposal: event.proposal,
      state: { status: 'pending', approvals: [], sentBack: event.reason },
    }
  }
  return { ...next, state: evolveState(request.state, event) }
}

function evolveState(state: State, event: Exclude<RequestEvent, { type: 'sent-back' }>): State {
  const approvals = approvalsOf(state)
  switch (event.type) {
    case 'submitted':
      return state
    case 'approval-given':
      return {
        status: 'pending',
        approvals: [...approvals, { by: event.by, at: event.at }],
        sentBack: state.status === 'pending' ? state.sentBack : undefined,
      }
    case 'approved':
    case 'apply-released':
      return { status: 'approved', approvals, delay: undefined }
    case 'delayed':
      return { status: 'approved', approvals, delay: event.delay }
    case 'denied':
      return { status: 'denied', by: event.by, at: event.at }
    case 'apply-began':
      return { status: 'applying', approvals, transaction: event.transaction }
    case 'settled':
      return { status: 'settled', approvals, outcome: event.outcome, at: event.at }
    default:
      return event satisfies never
  }
}

/** Who has approved so far, in every state. */
export function approvalsOf(state: State): readonly Approval[] {
  return state.status === 'denied' ? [] : state.approvals
}
