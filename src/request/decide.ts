import { decideEdit } from './decide-edit.ts'
import { decideEmergency, decideReview, decideReviewReminder } from './decide-emergency.ts'
import { decideReminder } from './decide-reminder.ts'
import type { ApplyRecord, RequestEvent } from './events.ts'
import { approvalsOf } from './evolve.ts'
import { isEditedByAnother, makersOf } from './makers.ts'
import { isSameOperator, type Person, samePerson } from './person.ts'
import {
  approvalBy,
  ballotOf,
  expiryOf,
  isAutomatic,
  mayDecide,
  type Policy,
  type ResolvedPolicy,
  type Rule,
  rulesFor,
} from './policy.ts'
import { casesOf } from './policy-case.ts'
import type { Delay, Outcome, Proposal, Request, State } from './request.ts'
import { tooLate } from './too-late.ts'
import type { Who } from './who.ts'

/** What someone, or the worker, wants of a request. Time and actor come in the command. */
export type Command =
  | {
      readonly type: 'approve'
      readonly by: Person
      readonly at: string
      /** The revision that the clicked card shows. */
      readonly revision: number
      readonly policy: ResolvedPolicy
    }
  | { readonly type: 'approve-automatically'; readonly at: string; readonly policy: ResolvedPolicy }
  | {
      readonly type: 'approve-in-emergency'
      readonly by: Person
      readonly at: string
      readonly revision: number
      /** Why it cannot wait for the approvers. */
      readonly reason: string
      readonly policy: Policy
    }
  | {
      readonly type: 'review'
      readonly by: Person
      readonly at: string
      readonly revision: number
      readonly policy: ResolvedPolicy
      /** What was found, for the record. */
      readonly note?: string
    }
  | { readonly type: 'remind-review'; readonly at: string; readonly policy: Policy }
  | {
      readonly type: 'deny'
      readonly by: Person
      readonly at: string
      readonly revision: number
      readonly policy: ResolvedPolicy
      /** Why, for the requester. */
      readonly reason?: string
    }
  | {
      readonly type: 'edit'
      readonly by: Person
      readonly at: string
      readonly revision: number
      /** What the checks made of the edited values. */
      readonly proposal: Proposal
      readonly policy: ResolvedPolicy
    }
  | { readonly type: 'cancel'; readonly by: Person; readonly at: string }
  | { readonly type: 'remind' | 'remind-people'; readonly at: string; readonly policy: ResolvedPolicy }
  | { readonly type: 'expire'; readonly at: string; readonly policy: ResolvedPolicy }
  | { readonly type: 'send-back'; readonly at: string; readonly reason: string; readonly proposal: Proposal }
  | { readonly type: 'delay'; readonly at: string; readonly delay: Delay }
  | { readonly type: 'begin-apply'; readonly at: string; readonly transaction: string; readonly base: string }
  | { readonly type: 'release'; readonly at: string; readonly transaction: string; readonly reason: string }
  | { readonly type: 'settle'; readonly at: string; readonly outcome: Outcome; readonly record: ApplyRecord }

/** Why a command is not taken. A refusal is a value: whoever asked is told. */
export type Refusal =
  | { readonly refusal: 'own-request'; readonly rules: readonly Rule[] }
  | { readonly refusal: 'not-an-approver'; readonly rules: readonly Rule[] }
  /** No rule of the policy is about it any more, so nobody can approve or deny it. */
  | { readonly refusal: 'no-rule' }
  /** Slack did not say who belongs to the circles that it depends on. */
  | { readonly refusal: 'membership-unknown' }
  /** A person has to decide. */
  | { readonly refusal: 'not-automatic' }
  | { readonly refusal: 'already-approved-by-you' }
  /** Whoever has edited a request does not approve it. */
  | { readonly refusal: 'own-edit'; readonly rules: readonly Rule[] }
  /** Only the requester and the approvers edit a request. */
  | { readonly refusal: 'not-an-editor'; readonly rules: readonly Rule[] }
  /** It holds several changes, or none with values that could be given otherwise. */
  | { readonly refusal: 'not-editable' }
  /** It is what is proposed already. */
  | { readonly refusal: 'nothing-to-edit' }
  /** Nobody could approve it, were the editor not to. */
  | { readonly refusal: 'too-few-left'; readonly rules: readonly Rule[] }
  /** The policy names others for emergencies, or nobody. */
  | { readonly refusal: 'not-for-emergencies'; readonly named: readonly Person[] }
  /** An emergency needs a reason that tells the others something. */
  | { readonly refusal: 'reason-too-short'; readonly least: number }
  /** Whoever had a hand in what was done in an emergency does not review it. */
  | { readonly refusal: 'took-part' }
  | { readonly refusal: 'not-a-reviewer'; readonly reviewers: readonly Who[] }
  /** Only the requester may take a request back. */
  | { readonly refusal: 'not-your-request' }
  /** Its time is not over: not before this instant, or never. */
  | { readonly refusal: 'not-due'; readonly until: string | undefined }
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
    case 'approve-automatically':
      return decideAutomatic(command, request)
    case 'approve-in-emergency':
      return decideEmergency(command, request)
    case 'review':
      return decideReview(command, request)
    case 'remind-review':
      return decideReviewReminder(command, request)
    case 'deny':
      return decideDenial(command, request)
    case 'edit':
      return decideEdit(command, request)
    case 'cancel':
      return decideCancelling(command, request)
    case 'remind':
    case 'remind-people':
      return decideReminder(command, request)
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

/** An approval that may be the last is not taken while it is unknown whether it is: nobody could give it again. */
function decideApproval(command: Extract<Command, { type: 'approve' }>, request: Request): Decision {
  const rules = rulesOrRefusal(command, request)
  if ('refusal' in rules) return rules
  const { by, at, revision } = command
  if (request.editors.some((editor) => samePerson(editor, by))) return { refusal: 'own-edit', rules }
  const given = approvalsOf(request.state)
  const isNew = !given.some((one) => samePerson(one.by, by))
  const ballot = ballotOf(by, at, rules, makersOf(request), command.policy)
  const enough = approvalBy(rules, isNew ? [...given, ballot] : given, command.policy.membership)
  if (enough === 'unknown') return { refusal: 'membership-unknown' }
  if (!isNew && enough === 'no') return { refusal: 'already-approved-by-you' }
  const approval: RequestEvent[] = isNew ? [{ type: 'approval-given', at, revision, ...ballot }] : []
  return enough === 'yes' ? [...approval, { type: 'approved', at }] : approval
}

/** Nobody clicks, but the rules decide as they do for those who do. */
function decideAutomatic(
  { at, policy }: Extract<Command, { type: 'approve-automatically' }>,
  request: Request,
): Decision {
  const rules = rulesFor(policy, casesOf(request))
  if (rules === 'unknown') return { refusal: 'membership-unknown' }
  const isAllowed = isAutomatic(rules, request.proposal) && !isEditedByAnother(request)
  if (!isAllowed) return { refusal: 'not-automatic' }
  const names = rules.map(({ name }) => name)
  return when(request, 'pending', { type: 'approved-automatically', at, rules: names })
}

function decideDenial(command: Extract<Command, { type: 'deny' }>, request: Request): Decision {
  const rules = rulesOrRefusal(command, request)
  if ('refusal' in rules) return rules
  const { by, at, reason } = command
  const why = reason === undefined ? {} : { reason }
  return [{ type: 'denied', by, at, ...why }]
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
  const until = expiryOf(policy, request)
  return at < until ? { refusal: 'not-due', until } : [{ type: 'expired', at }]
}

function isWaiting({ status }: State): boolean {
  return status === 'pending' || status === 'approved'
}

/**
 * The rules that bind the request, for a person who may decide on it. A request that is settled refuses everyone in the
 * same way.
 */
function rulesOrRefusal(
  { by, at, revision, policy }: Extract<Command, { type: 'approve' | 'deny' }>,
  request: Request,
): readonly Rule[] | Refusal {
  if (request.state.status !== 'pending') return tooLate(request)
  if (revision !== request.revision) return { refusal: 'outdated-card' }
  const rules = rulesFor(policy, casesOf(request))
  if (rules === 'unknown') return { refusal: 'membership-unknown' }
  if (samePerson(by, request.requester)) return { refusal: 'own-request', rules }
  if (rules.length === 0) return { refusal: 'no-rule' }
  switch (mayDecide(rules, ballotOf(by, at, rules, makersOf(request), policy), policy.membership)) {
    case 'yes':
      return rules
    case 'no':
      return { refusal: 'not-an-approver', rules }
    case 'unknown':
      return { refusal: 'membership-unknown' }
  }
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

function rest<C extends Command>(command: C): Omit<C, 'type'> {
  const { type: _, ...fields } = command
  return fields
}
