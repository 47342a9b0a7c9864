import type { Tenure } from '../dhcpd/tenure.ts'
import type { Change } from '../inventory/change.ts'
import type { Finding } from '../inventory/finding.ts'
import type { Ballot } from './ballot.ts'
import type { Operator, Person } from './person.ts'
import type { HostPlan } from './plan.ts'
import type { EditableChange } from './proposed-fields.ts'
import type { EndedRegistration } from './registration.ts'

/** What the approver is shown and what an approval binds to (SAFETY A1). */
export interface Proposal {
  /** In the order in which they were asked for; `hosts` says what becomes of each. */
  readonly changes: readonly Change[]
  /** The warnings and notes of the checks; a change with errors is never proposed. */
  readonly findings: readonly Finding[]
  readonly hosts: readonly HostPlan[]
  /** Whose its hosts were in the record when it was made, by their names: what is undone is theirs again. */
  readonly owned?: Readonly<Record<string, Tenure>>
}

/** One approver's yes. `at` is an ISO 8601 instant, as everywhere in this folder. */
export interface Approval extends Ballot {
  readonly at: string
}

/** An approval that the policy gave by itself. */
export interface AutomaticApproval {
  /** The names of the rules that allowed it: all that matched. */
  readonly rules: readonly string[]
  readonly at: string
}

/** An approval by somebody whom the policy names for emergencies, in place of the approvers (SAFETY A8). */
export interface EmergencyApproval {
  readonly by: Person
  readonly at: string
  /** Why it could not wait. */
  readonly reason: string
}

/** That a second person has looked at what was done in an emergency, afterwards. */
export interface Review {
  readonly by: Person
  readonly at: string
  /** What they found, where they said it. */
  readonly note?: string
}

/** Why an approved request is not applied yet, or not known to be, in words fit to be shown, and what to do about it. */
export interface Delay {
  readonly reason: string
  readonly advice: string
  /** The instant at which it ends by itself, where that is known. */
  readonly until?: string
  /** Who asked for it, where somebody did. */
  readonly by?: Operator
}

/** How a request ended on its server: one outcome of a transaction (SAFETY C3). */
export type Outcome =
  /** `detail` says what happened on which member, where the server is a pair. */
  | { readonly kind: 'applied'; readonly detail?: string }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'conflict'; readonly findings: readonly Finding[] }
  | { readonly kind: 'refused' | 'rolled-back' | 'needs-operator'; readonly detail: string }

export type State =
  | {
      readonly status: 'pending'
      readonly approvals: readonly Approval[]
      readonly sentBack: string | undefined
      /** The edit that gave the present proposal. */
      readonly edited?: Edit
      /** When those who had not approved were reminded, which they are once. */
      readonly remindedAt?: string
      /** When they were reminded in person, which they are once, too. */
      readonly remindedPeopleAt?: string
    }
  | {
      readonly status: 'denied'
      readonly by: Person
      readonly at: string
      /** Why, where the approver said it. */
      readonly reason?: string
    }
  /** By the requester. */
  | { readonly status: 'cancelled'; readonly at: string }
  /** Nobody decided in time, or it was approved and could not be applied in time (SAFETY A6). */
  | ({ readonly status: 'expired'; readonly at: string } & Approved)
  | ({ readonly status: 'approved'; readonly delay: Delay | undefined } & Approved)
  | ({
      readonly status: 'applying'
      readonly transaction: string
      readonly delay: Delay | undefined
    } & Approved)
  | ({
      readonly status: 'settled'
      readonly outcome: Outcome
      readonly at: string
      /** Of what was approved in an emergency, once it was reviewed. */
      readonly review?: Review
      /** When those who may review it were last reminded. */
      readonly reviewRemindedAt?: string
    } & Approved)

/** That somebody gave some values of a request otherwise. */
export interface Edit {
  readonly by: Person
  readonly at: string
  /** What was proposed before. */
  readonly was: EditableChange
}

/** By whom a request was approved: by people, by the policy itself, or by one person in an emergency. */
export interface Approved {
  readonly approvals: readonly Approval[]
  readonly automatic?: AutomaticApproval
  readonly emergency?: EmergencyApproval
}

export type Status = State['status']

/** One person's ask for one or more changes, with a reason. */
export interface Request {
  readonly id: number
  readonly server: string
  readonly requester: Person
  readonly reason: string
  readonly requestedAt: string
  /** Since when it waits for what is next: approvals, or being applied. Its time to expire is counted from here. */
  readonly waitsSince: string
  /** Counts the events; a write names the version that it was decided on. */
  readonly version: number
  /** Counts the proposals: 1, and one more each time the request is edited, or sent back with a new plan. */
  readonly revision: number
  readonly proposal: Proposal
  /** Who has edited what was asked for, each once: they approve it no more than the requester does (SAFETY A3). */
  readonly editors: readonly Person[]
  readonly state: State
  /** Set where nobody asked but the bot, in its own name: this registration has come to its end. */
  readonly ended?: EndedRegistration
}

/** The states in which something is still to come. */
export const OPEN: readonly Status[] = ['pending', 'approved', 'applying']

/** How people call a request. */
export function requestName(id: number): string {
  return `R-${id}`
}

/** The id in what a person typed, `R-12` or `12`; undefined where it is none. */
export function requestIdIn(text: string): number | undefined {
  const [, digits] = /^(?:R-)?([1-9]\d{0,14})$/i.exec(text) ?? []
  return digits === undefined ? undefined : Number(digits)
}
