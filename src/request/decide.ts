import type { ApplyRecord, RequestEvent } from './events.ts'
import { isSameOperator, type Person, samePerson } from './person.ts'
import { expiryOf, isApprovedBy, isApprover, type Policy } from './policy.ts'
import type { Delay, Outcome, Proposal, Request, State } from './request.ts'

/** What someone, or the worker, wants of a request. Time and actor come in the command. */
export type Command =
  | {
      readonly type: 'approve'
      readonly by: Person
      readonly at: string
      /** The revision that the clicked card shows. */
      readonly revision: number
      readonly policy: Policy
    }
  | {
      readonly type: 'deny'
      readonly by: Person
      readonly at: string
      readonly revision: number
      readonly policy: Policy
      /** Why, for the requester. */
      readonly reason?: string
    }
  | { readonly type: 'cancel'; readonly by: Person; readonly at: string }
  | { readonly type: 'expire'; readonly at: string; readonly policy: Policy }
  | { readonly type: 'send-back'; readonly at: string; readonly reason: string; readonly proposal: Proposal }
  | { readonly type: 'delay'; readonly at: string; readonly delay: Delay }
  | { readonly type: 'begin-apply'; readonly at: string; readonly transaction: string; readonly base: string }
  | { readonly type: 'release'; readonly at: string; readonly transaction: string; readonly reason: string }
  | { readonly type: 'settle'; readonly at: string; readonly outcome: Outcome; readonly record: ApplyRecord }

/** Why a command is not taken. A refusal is a value: whoever asked is told. */
export type Refusal =
  | { readonly refusal: 'own-request' }
  | { readonly refusal: 'not-an-approver' }
  | { readonly refusal: 'already-approved-by-you' }
  /** Only the requester may take a request back. */
  | { readonly refusal: 'not-your-request' }
  /** Its time is not over: not before this instant. */
  | { readonly refusal: 'not-due'; readonly until: string }
  /** The card that was clicked shows a plan that is no longer proposed. */
  | { readonly refusal: 'outdated-card' }
  /** It is not in a state that takes the command; the state says who was first and what came of it. */
  | { readonly refusal: 'too-late'; readonly state: State }

/** The events that a command gives, in order; an empty list where there is nothing to record. */
export type Decision = readonly RequestEvent[] | Refusal

/** Whether a decision says no. */
export function isRefusal(decision: Decision): decision is Refusal {
  return 'refusal' in decision
}

/** Decides a command in the present state of a request (SAFETY A3, A4, A7). Never throws. */
export function decide(command: Command, request: Request): Decision {
  switch (command.type) {
    case 'approve':
      return decideApproval(command, request)
    case 'deny':
      return decideDenial(command, request)
    case 'cancel':
      return decideCancelling(command, request)
    case 'expire':
      return decideExpiry(command, request)
    case 'send-back':
      return when(request, 'approved', { type: 'sent-back', ...rest(command) })
    case 'delay':
      return decideDelay(command, request)
    case 'begin-apply':
      return when(request, 'approved', { type: 'apply-began', ...rest(command) })
    case 'release':
      return decideRelease(command, request)
    case 'settle':
      return decideSettling(command, request)
    default:
      return command satisfies never
  }
}

function decideApproval(command: Extract<Command, { type: 'approve' }>, request: Request): Decision {
  const refusal = refusePerson(command, request)
  if (refusal || request.state.status !== 'pending') return refusal ?? tooLate(request)
  const given = request.state.approvals.map((approval) => approval.by)
  if (given.some((by) => samePerson(by, command.by))) return { refusal: 'already-approved-by-you' }
  const { by, at, revision } = command
  const approval: RequestEvent = { type: 'approval-given', by, at, revision }
  return isApprovedBy(command.policy, [...given, by]) ? [approval, { type: 'approved', at }] : [approval]
}

function decideDenial(command: Extract<Command, { type: 'deny' }>, request: Request): Decision {
  const refusal = refusePerson(command, request)
  const { by, at, reason } = command
  const why = reason === undefined ? {} : { reason }
  return refusal ?? when(request, 'pending', { type: 'denied', by, at, ...why })
}

/** What is being applied can be taken back no more. */
function decideCancelling(command: Extract<Command, { type: 'cancel' }>, request: Request): Decision {
  if (!isWaiting(request.state)) return tooLate(request)
  if (!samePerson(command.by, request.requester)) return { refusal: 'not-your-request' }
  return [{ type: 'cancelled', ...rest(command) }]
}

/** A request expires when nobody decides, and when it is approved and cannot be applied (SAFETY A6). */
function decideExpiry({ at, policy }: Extract<Command, { type: 'expire' }>, request: Request): Decision {
  if (!isWaiting(request.state)) return tooLate(request)
  const until = expiryOf(policy, request.waitsSince)
  return at < until ? { refusal: 'not-due', until } : [{ type: 'expired', at }]
}

function isWaiting({ status }: State): boolean {
  return status === 'pending' || status === 'approved'
}

/** Refuses whoever may not decide on the request; a request that is settled refuses everyone in the same way. */
function refusePerson(
  command: Extract<Command, { type: 'approve' | 'deny' }>,
  request: Request,
): Refusal | undefined {
  if (request.state.status !== 'pending') return tooLate(request)
  if (command.revision !== request.revision) return { refusal: 'outdated-card' }
  if (samePerson(command.by, request.requester)) return { refusal: 'own-request' }
  if (!isApprover(command.policy, command.by)) return { refusal: 'not-an-approver' }
  return undefined
}

/** The same delay again is no news: the record and the card stay as they are. */
function decideDelay(command: Extract<Command, { type: 'delay' }>, request: Request): Decision {
  const { state } = request
  if (state.status !== 'approved' && state.status !== 'applying') return tooLate(request)
  return isSameDelay(command.delay, state.delay) ? [] : [{ type: 'delayed', ...rest(command) }]
}

/** The advice is not compared: it follows from the reason. */
function isSameDelay(a: Delay, b: Delay | undefined): boolean {
  return a.reason === b?.reason && a.until === b.until && isSameOperator(a.by, b.by)
}

function decideRelease(command: Extract<Command, { type: 'release' }>, request: Request): Decision {
  const { at, transaction, reason } = command
  if (request.state.status === 'applying' && request.state.transaction !== transaction)
    return tooLate(request)
  return when(request, 'applying', { type: 'apply-released', at, reason })
}

/** A conflict is seen before a transaction begins; every other outcome is that of the transaction under way. */
function decideSettling(command: Extract<Command, { type: 'settle' }>, request: Request): Decision {
  const settled: RequestEvent = { type: 'settled', ...rest(command) }
  if (command.outcome.kind === 'conflict') return when(request, 'approved', settled)
  if (request.state.status === 'applying' && request.state.transaction !== command.record.transaction)
    return tooLate(request)
  return when(request, 'applying', settled)
}

function when(request: Request, status: State['status'], event: RequestEvent): Decision {
  return request.state.status === status ? [event] : tooLate(request)
}

function tooLate(request: Request): Refusal {
  return { refusal: 'too-late', state: request.state }
}

function rest<C extends Command>(command: C): Omit<C, 'type'> {
  const { type: _, ...fields } = command
  return fields
}
