import type { RequestEvent } from './events.ts'
import type { Approval, Approved, Delay, Request, State } from './request.ts'
import { distinct } from './who.ts'

/** The request that a `submitted` event makes. */
export function begin(id: number, event: Extract<RequestEvent, { type: 'submitted' }>): Request {
  return {
    id,
    server: event.server,
    requester: event.by,
    reason: event.reason,
    requestedAt: event.at,
    waitsSince: event.at,
    version: 1,
    revision: 1,
    proposal: event.proposal,
    editors: [],
    state: { status: 'pending', approvals: [], sentBack: undefined },
    ...(event.ended && { ended: event.ended }),
  }
}

/** The request after an event that {@link import('./decide.ts').decide} gave for it. */
export function evolve(request: Request, event: RequestEvent): Request {
  const next = { ...request, version: request.version + 1 }
  if (event.type === 'sent-back' || event.type === 'edited') return proposedAnew(next, event)
  const waitsSince = isApproving(event) ? event.at : request.waitsSince
  return { ...next, waitsSince, state: evolveState(request.state, event) }
}

/** A new proposal is a new revision, which nobody has approved yet. */
function proposedAnew(
  request: Request,
  event: Extract<RequestEvent, { type: 'sent-back' | 'edited' }>,
): Request {
  const { at, proposal } = event
  const anew = { ...request, revision: request.revision + 1, waitsSince: at, proposal }
  const pending = { status: 'pending', approvals: [] } as const
  if (event.type === 'sent-back') return { ...anew, state: { ...pending, sentBack: event.reason } }
  const { by, was } = event
  return {
    ...anew,
    editors: distinct([...request.editors, by]),
    state: { ...pending, sentBack: undefined, edited: { by, at, was } },
  }
}

/** Whether the request waits for nobody but the server from then on. */
function isApproving({ type }: RequestEvent): boolean {
  return type === 'approved' || type === 'approved-automatically' || type === 'approved-in-emergency'
}

function evolveState(state: State, event: Exclude<RequestEvent, { type: 'sent-back' | 'edited' }>): State {
  const approved = approvedOf(state)
  switch (event.type) {
    case 'submitted':
      return state
    case 'approval-given':
      return {
        sentBack: undefined,
        ...(state.status === 'pending' ? state : {}),
        status: 'pending',
        approvals: [...approved.approvals, approvalOf(event)],
      }
    case 'reminded':
      return state.status === 'pending' ? { ...state, remindedAt: event.at } : state
    case 'reminded-people':
      return state.status === 'pending' ? { ...state, remindedPeopleAt: event.at } : state
    case 'approved':
      return { status: 'approved', ...approved, delay: undefined }
    case 'approved-automatically': {
      const automatic = { rules: event.rules, at: event.at }
      return { status: 'approved', ...approved, automatic, delay: undefined }
    }
    case 'approved-in-emergency': {
      const { by, at, reason } = event
      return { status: 'approved', ...approved, emergency: { by, at, reason }, delay: undefined }
    }
    case 'reviewed': {
      const { type: _, ...review } = event
      return state.status === 'settled' ? { ...state, review } : state
    }
    case 'review-reminded':
      return state.status === 'settled' ? { ...state, reviewRemindedAt: event.at } : state
    case 'apply-released':
      return { status: 'approved', ...approved, delay: delayOf(state) }
    case 'delayed':
      return state.status === 'applying'
        ? { ...state, delay: event.delay }
        : { status: 'approved', ...approved, delay: event.delay }
    case 'denied':
      return { status: 'denied', by: event.by, at: event.at, ...reasonOf(event) }
    case 'cancelled':
      return { status: 'cancelled', at: event.at }
    case 'expired':
      return { status: 'expired', ...approved, at: event.at }
    case 'apply-began':
      return { status: 'applying', ...approved, transaction: event.transaction, delay: delayOf(state) }
    case 'settled':
      return { status: 'settled', ...approved, outcome: event.outcome, at: event.at }
    default:
      return event satisfies never
  }
}

function approvalOf(event: Extract<RequestEvent, { type: 'approval-given' }>): Approval {
  const { by, at } = event
  return event.for === undefined ? { by, at } : { by, at, for: event.for }
}

function reasonOf({ reason }: { readonly reason?: string }): { readonly reason?: string } {
  return reason === undefined ? {} : { reason }
}

/** A delay lasts until the request is settled: another try that fails for the same reason is no news. */
function delayOf(state: State): Delay | undefined {
  return state.status === 'approved' || state.status === 'applying' ? state.delay : undefined
}

/** Who has approved so far, in every state. */
export function approvalsOf(state: State): readonly Approval[] {
  return approvedOf(state).approvals
}

/** Whether anything has approved it so far. */
export function hasApproval(state: State): boolean {
  const { approvals, automatic, emergency } = approvedOf(state)
  return approvals.length > 0 || automatic !== undefined || emergency !== undefined
}

/** By whom it was approved so far, in every state: by people, by the policy itself, or in an emergency. */
export function approvedOf(state: State): Approved {
  if (state.status === 'denied' || state.status === 'cancelled') return { approvals: [] }
  if (state.status === 'pending') return { approvals: state.approvals }
  const { approvals, automatic, emergency } = state
  return { approvals, ...(automatic && { automatic }), ...(emergency && { emergency }) }
}
