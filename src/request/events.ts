import type { Person } from './person.ts'
import type { EditableChange } from './proposed-fields.ts'
import type { EndedRegistration } from './registration.ts'
import type { Delay, Outcome, Proposal } from './request.ts'

/** What happened to a request: the audit log is a list of these. */
export type RequestEvent =
  | {
      readonly type: 'submitted'
      readonly by: Person
      readonly at: string
      readonly server: string
      readonly reason: string
      readonly proposal: Proposal
      /** Set where the bot asks by itself, in its own name: this registration has come to its end. */
      readonly ended?: EndedRegistration
    }
  | {
      readonly type: 'approval-given'
      readonly by: Person
      readonly at: string
      readonly revision: number
      /** Approvers who were away then, and in whose place it was given. */
      readonly for?: readonly Person[]
    }
  | { readonly type: 'approved'; readonly at: string }
  /** By nobody: these rules, all that matched, allow it. */
  | { readonly type: 'approved-automatically'; readonly at: string; readonly rules: readonly string[] }
  /** Without the approvers, by somebody whom the policy names for emergencies (SAFETY A8). */
  | {
      readonly type: 'approved-in-emergency'
      readonly by: Person
      readonly at: string
      readonly reason: string
    }
  /** A second person has looked at what was done in an emergency. */
  | { readonly type: 'reviewed'; readonly by: Person; readonly at: string; readonly note?: string }
  /** Nobody has yet: those who may are asked once more. */
  | { readonly type: 'review-reminded'; readonly at: string }
  /** Those who have not approved yet are asked once more. */
  | { readonly type: 'reminded'; readonly at: string }
  /** And these in person; where there are too many of them, or it is not known who they are, nobody is, but all once more. */
  | { readonly type: 'reminded-people'; readonly at: string; readonly people: readonly Person[] }
  | { readonly type: 'denied'; readonly by: Person; readonly at: string; readonly reason?: string }
  | { readonly type: 'cancelled'; readonly by: Person; readonly at: string }
  | { readonly type: 'expired'; readonly at: string }
  /** The plan made on the bytes just read is not the one that was approved (SAFETY A1). */
  | { readonly type: 'sent-back'; readonly at: string; readonly reason: string; readonly proposal: Proposal }
  /** Somebody gave some values otherwise: a new proposal, and nobody has approved it. */
  | {
      readonly type: 'edited'
      readonly by: Person
      readonly at: string
      /** What was proposed before. */
      readonly was: EditableChange
      readonly proposal: Proposal
    }
  | { readonly type: 'delayed'; readonly at: string; readonly delay: Delay }
  /** Stored before the server is asked for anything (SAFETY C6). */
  | { readonly type: 'apply-began'; readonly at: string; readonly transaction: string; readonly base: string }
  /** The transaction touched nothing and another will be tried. */
  | { readonly type: 'apply-released'; readonly at: string; readonly reason: string }
  | { readonly type: 'settled'; readonly at: string; readonly outcome: Outcome; readonly record: ApplyRecord }

/** What the audit needs of a transaction beside its outcome; undefined where there was none. */
export interface ApplyRecord {
  readonly transaction: string | undefined
  /** Digest of the configuration after the transaction, where it changed. */
  readonly digest: string | undefined
  /** Milliseconds by step, as the member measured them. */
  readonly steps: Readonly<Record<string, number>>
}

/** Whether the requester is told of an event by a message of their own; the card shows every event. */
export function concernsRequester(event: RequestEvent): boolean {
  switch (event.type) {
    case 'submitted':
    case 'approved-in-emergency':
    case 'denied':
    case 'expired':
    case 'sent-back':
    case 'edited':
    case 'delayed':
    case 'settled':
      return true
    case 'approval-given':
    case 'approved':
    case 'approved-automatically':
    case 'reviewed':
    case 'review-reminded':
    case 'reminded':
    case 'reminded-people':
    case 'cancelled':
    case 'apply-began':
    case 'apply-released':
      return false
    default:
      return event satisfies never
  }
}
