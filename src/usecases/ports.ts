import type { Configuration, Edit } from '../dhcpd/source.ts'
import type { HostInput } from '../inventory/check-add.ts'
import type { Absence, Delegation, DelegationEvent } from '../request/delegation.ts'
import type { AppliedHost, Drift } from '../request/drift.ts'
import type { RequestEvent } from '../request/events.ts'
import type { Person } from '../request/person.ts'
import type { Queue, QueueEvent } from '../request/queue.ts'
import type { Request, Status } from '../request/request.ts'
import type { Subject } from '../request/subjects.ts'
import type { Circle } from '../request/who.ts'
import { ExplainedError } from './explained-error.ts'
import type { MemberNames, PairProgress } from './pair-progress.ts'

/**
 * What one transaction came to. `stale`, `busy`, `put-off` and `unknown` are answers that lead to another try; the others
 * are outcomes and final (SAFETY C3).
 */
export type ApplyAnswer =
  | {
      readonly kind: 'applied'
      readonly digest: string
      readonly steps: readonly StepTime[]
      /** What happened on which member, where there are two. */
      readonly detail?: string
    }
  | { readonly kind: 'unchanged' }
  /** Nothing was touched: the file or the member is not in a state to be changed, or `dhcpd -t` said no. */
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly detail: string }
  | { readonly kind: 'rolled-back'; readonly detail: string }
  | { readonly kind: 'needs-operator'; readonly detail: string }
  /** The digest the plan was made on is no longer true: read and plan again. */
  | { readonly kind: 'stale' }
  /** Another transaction holds the member's lock, or the next restart may come in so many seconds only. */
  | { readonly kind: 'busy'; readonly againInSeconds?: number }
  /** A pair is as it was, and cannot be changed now; says why and what to do about it. */
  | { readonly kind: 'put-off'; readonly reason: string; readonly advice: string }
  /** The connection ended before the answer was whole: ask `status`. */
  | { readonly kind: 'unknown'; readonly detail: string }

/**
 * Why nothing was touched. `test-failed` and `not-permitted` speak of the content that was sent: without the part that
 * is refused, the rest may be taken.
 */
export type RefusalReason = 'test-failed' | 'base-broken' | 'daemon-down' | 'not-permitted' | 'environment'

/** How long one step of a transaction took on the member. */
export interface StepTime {
  readonly step: string
  readonly milliseconds: number
}

/** What a member says of a transaction id: its recorded outcome, that it never began, or that it is under way. */
export type StatusAnswer =
  | { readonly kind: 'recorded'; readonly answer: ApplyAnswer }
  | { readonly kind: 'unknown-transaction' }
  | { readonly kind: 'running' }

/** A plan as it is sent to a member. */
export interface MemberPlan {
  /** The configuration that the edits were planned on. */
  readonly base: Configuration
  /** Of any of its files. */
  readonly edits: readonly Edit[]
}

/** One apply of a plan to a server. */
export interface Transaction extends MemberPlan {
  /** Unique for ever; sending it again returns the recorded outcome and executes nothing (SAFETY C4). */
  readonly id: string
  /** The same change of the second member's own files, where the server is a failover pair. */
  readonly partner?: MemberPlan
}

/** One DHCP service (a member, or a pair of them as one), reached over SSH. Every method rejects with a {@link ServerUnreachable} and nothing else. */
export interface DhcpServer {
  readonly name: string
  /** Whether nothing is installed there and the bot's key may do anything: people are told so (SAFETY K2). */
  readonly trial: boolean
  /** Reads every file of the configuration and the leases; what is unchanged since the last call is not sent again. */
  read(): Promise<Configuration>
  /** Rejects only when nothing was sent; once something was, an end that is not known is the answer `unknown`. */
  apply(transaction: Transaction): Promise<ApplyAnswer>
  /** Only lets dhcpd test what the transaction would give: nothing is written, restarted or recorded. */
  test(transaction: Transaction): Promise<TestAnswer>
  status(transactionId: string): Promise<StatusAnswer>
  probe(): Promise<ProbeAnswer>
  close(): Promise<void>
}

/** What a member offers, in the helper's own words. */
export interface ProbeAnswer {
  readonly has: readonly string[]
  readonly lacks: readonly string[]
  readonly facts: readonly { readonly name: string; readonly value: string }[]
}

/** What `dhcpd -t` says of a plan; `refused` gives its reason, as an apply would. */
export type TestAnswer =
  | { readonly kind: 'passed' }
  | Extract<ApplyAnswer, { kind: 'refused' | 'stale' | 'busy' }>

/** The server cannot be asked, or not be changed now: it says why (which link failed) and what to do. */
export class ServerUnreachable extends ExplainedError {
  override readonly name = 'ServerUnreachable'
}

/** The requests and the audit log. A request, its audit rows and the messages it calls for are one transaction. */
export interface RequestStore {
  /** How many proposals were made for a server so far, by new requests and by edits. */
  submissions(server: string): Promise<number>
  /**
   * Stores a request that was judged beside those that are open.
   * @param known the {@link submissions} before these were read
   * @returns undefined when somebody else has submitted since: read and judge again.
   */
  submit(event: Extract<RequestEvent, { type: 'submitted' }>, known: number): Promise<Request | undefined>
  find(id: number): Promise<Request | undefined>
  /**
   * Stores what was decided on `request`.
   * @param known the {@link submissions} of its server, where it was judged beside those that are open: then it counts as
   * one itself
   * @returns the request after the events, or undefined when it, or what it was judged beside, has moved on since it was
   * loaded: load and decide again.
   */
  commit(request: Request, events: readonly RequestEvent[], known?: number): Promise<Request | undefined>
  /** Commits several decisions in one transaction; gives for each what {@link commit} gives. */
  commitAll(decisions: readonly Decided[]): Promise<readonly (Request | undefined)[]>
  /** The requests of a server in any of these states, oldest first. */
  withStatus(server: string, statuses: readonly Status[]): Promise<readonly Request[]>
  /** The requests of a server that were approved in an emergency and have settled, and that nobody has reviewed. */
  unreviewed(server: string): Promise<readonly Request[]>
  /** The newest requests that are about a name, a MAC or an address, the newest first. */
  about(subject: Subject, most: number): Promise<readonly Request[]>
  /** The audit log of one request, oldest first. */
  history(id: number): Promise<readonly RequestEvent[]>
}

/** An entry of the audit logs: of a request, or of a server's queue. */
export interface AuditEntry {
  readonly log: 'audit_log' | 'queue_log'
  /** Its number in its log, from 1. */
  readonly seq: number
  /** The id of the request, or the name of the server. */
  readonly subject: string
  /** Of the request or queue after it. */
  readonly version: number
  readonly at: string
  /** JSON of what happened. */
  readonly event: string
  /** SHA-256 over it and all before it, in hexadecimal digits. */
  readonly hash: string
}

/** The last entry of a log, at some time: who noted it elsewhere can tell later whether the log was cut or written anew. */
export type AuditHead = Pick<AuditEntry, 'log' | 'seq' | 'hash'>

export type AuditVerdict =
  | { readonly kind: 'intact'; readonly heads: readonly AuditHead[] }
  | {
      readonly kind: 'broken'
      readonly log: AuditHead['log']
      /** The first entry that is not as it was. */
      readonly seq: number
      readonly fault: 'changed' | 'removed' | 'cut-off'
    }

/** The audit logs, for those who audit (SAFETY K5). */
export interface AuditStore {
  heads(): Promise<readonly AuditHead[]>
  /** @param noted heads that were noted elsewhere */
  verify(noted: readonly AuditHead[]): Promise<AuditVerdict>
  /** Every entry, log by log, oldest first. */
  entries(): AsyncIterable<AuditEntry>
}

/** How far the changes of failover pairs have come. */
export interface PairStore {
  find(transactionId: string): Promise<PairProgress | undefined>
  /** Stores it before the step that it names is taken (SAFETY C6). */
  keep(progress: PairProgress): Promise<void>
  /**
   * Notes which hosts the members do not carry alike, with the message that it calls for where these are others than
   * at the last look.
   * @returns whether they are others
   */
  noteDifference(server: string, difference: MemberDifference, at: string): Promise<boolean>
}

/** Names of the hosts that the members of a pair do not carry alike; none where they have come to carry them alike. */
export interface MemberDifference extends MemberNames {
  readonly hosts: readonly string[]
}

/** What was decided on a request as it was loaded. */
export interface Decided {
  readonly request: Request
  readonly events: readonly RequestEvent[]
}

/** The servers' queues, each with what happened to it and the messages that calls for, in one transaction. */
export interface QueueStore {
  find(server: string): Promise<Queue>
  /** @returns the queue after the events, or undefined when it has moved on since it was loaded. */
  commit(queue: Queue, events: readonly QueueEvent[]): Promise<Queue | undefined>
  /** The version of every queue to which something has happened: another process may have paused one. */
  versions(): Promise<ReadonlyMap<string, number>>
  /** The ISO instant of the last restart of the server that came to be known. */
  restartedAt(server: string): Promise<string | undefined>
  noteRestart(server: string, at: string): Promise<void>
}

/**
 * What was last applied to each host of a server: written in the transaction that settles a request, and by those who
 * accept what was changed by hand. Drifts are kept with the messages that they call for.
 */
export interface DriftStore {
  applied(server: string): Promise<readonly AppliedHost[]>
  /** The drifts of which something still stands, oldest first. */
  open(server: string): Promise<readonly Drift[]>
  find(id: string): Promise<Drift | undefined>
  begin(drift: Omit<Drift, 'id'>): Promise<Drift>
  /**
   * Stores a drift after a change; what was kept in it becomes the applied record.
   * @returns whether it was stored: it may have moved on since it was loaded.
   */
  commit(drift: Drift): Promise<boolean>
  /** Where its message stands, once it was shown. */
  message(id: string): Promise<MessageAddress | undefined>
  /** Notes where its message stands; undefined when somebody deleted it. */
  posted(id: string, message: MessageAddress | undefined): Promise<void>
}

/** A message about a server or a delegation, and not about a request, that people have not been shown yet. */
export interface Announcement {
  readonly id: number
  /** The name of the server, or of whom it is about otherwise. */
  readonly server: string
  readonly subject:
    | { readonly kind: 'queue'; readonly event: QueueEvent }
    | { readonly kind: 'drift'; readonly drift: string }
    | { readonly kind: 'delegation'; readonly event: DelegationEvent }
    | { readonly kind: 'members'; readonly difference: MemberDifference }
  readonly attempts: number
}

/**
 * A message in the approvals channel that shows one revision of a request. Its opaque id is what buttons carry;
 * `message` is undefined until Slack has told where it stands.
 */
export interface Card {
  readonly id: string
  readonly requestId: number
  readonly revision: number
  readonly message: MessageAddress | undefined
}

/** Where a message stands in Slack. */
export interface MessageAddress {
  readonly channel: string
  readonly ts: string
}

export interface CardStore {
  /** The cards of a request, oldest revision first. */
  ofRequest(requestId: number): Promise<readonly Card[]>
  /** The card of a request's revision: made, with an id of its own, when there is none. */
  ensure(requestId: number, revision: number): Promise<Card>
  find(cardId: string): Promise<Card | undefined>
  /** Notes where a card stands. The first place holds: a card that was posted twice has one that counts. */
  posted(cardId: string, message: MessageAddress): Promise<void>
  /** The message is gone from Slack: the card stands nowhere. */
  forget(cardId: string): Promise<void>
}

/** A message that people have not been shown yet: the card's new state, or word of an event to the requester or another. */
export interface Delivery {
  readonly id: number
  readonly requestId: number
  readonly to: 'card' | 'requester' | Person
  /** The request's version after the event. */
  readonly version: number
  readonly event: RequestEvent
  readonly attempts: number
}

/** What is still to be told (SAFETY C6): filled by the other stores in the transaction of the events. */
export interface Outbox<T = Delivery> {
  /** What is due at an ISO instant, oldest first, at most `limit`. */
  due(at: string, limit: number): Promise<readonly T[]>
  /** The ISO instant at which the first of those that are left is due; undefined when none is left. */
  next(): Promise<string | undefined>
  done(ids: readonly number[]): Promise<void>
  /** Puts one off after a failed attempt. */
  postpone(id: number, until: string): Promise<void>
}

/** A form that a person has open, kept by us so that Slack carries only its id. */
export interface Form {
  readonly id: string
  readonly person: Person
  readonly server: string
  /** What was last submitted, when it waits for a confirmation. */
  readonly submitted: SubmittedForm | undefined
}

export interface SubmittedForm {
  readonly input: HostInput
  readonly reason: string
  /** Codes of the warnings that the person was shown. */
  readonly warnings: readonly string[]
  /** The card of the request that is edited; undefined where a new one is made. */
  readonly card?: string
}

export interface FormStore {
  open(person: Person, server: string): Promise<Form>
  find(id: string): Promise<Form | undefined>
  keep(id: string, submitted: SubmittedForm): Promise<void>
  /** Forgets a form that was sent or closed. */
  close(id: string): Promise<void>
}

/** Events that the approvers are told of beside the card: they are to do something, or something was done without them. */
export type ToApprovers = Extract<
  RequestEvent,
  { type: 'reminded' | 'reminded-people' | 'approved-in-emergency' | 'review-reminded' }
>

/** Where people see requests. Rejects when the message could not be shown: it is delivered again later. */
export interface Messenger {
  /**
   * Posts the card, or brings the posted one up to date; a card of an earlier revision is shown as replaced.
   * @returns where it stands, or `gone` when somebody deleted the message.
   */
  showCard(card: Card, request: Request): Promise<MessageAddress | 'gone'>
  /** Tells the requester of an event in a message of their own. */
  tellRequester(request: Request, event: RequestEvent): Promise<void>
  /** Tells the approvers of an event in a message of its own: see {@link ToApprovers}. */
  tellApprovers(request: Request, event: ToApprovers, card: MessageAddress): Promise<void>
  /** Reminds one person, in a direct message, that a request waits for them. */
  remindPerson(request: Request, person: Person): Promise<void>
  /** Tells the approvals channel what happened to a server's queue. */
  tellQueue(server: string, event: QueueEvent): Promise<void>
  /** Tells the approvals channel who decides in whose place. */
  tellDelegation(event: DelegationEvent): Promise<void>
  /** Tells the approvals channel where the members of a pair differ, or that they do not any more. */
  tellDifference(server: string, difference: MemberDifference): Promise<void>
  /** Shows a drift in the approvals channel, or brings its message up to date. */
  showDrift(drift: Drift, message: MessageAddress | undefined): Promise<MessageAddress | 'gone'>
}

/** Who people are. `unknown` means that Slack could not be asked. */
export interface People {
  standing(person: Person): Promise<'member' | 'stranger' | 'unknown'>
  /** Who belongs to a user group or is in a channel; whether each of them is a member of the workspace is not said. */
  membersOf(circle: Circle): Promise<readonly Person[] | 'unknown'>
  /** Who decides in whose place now. */
  delegations(): Promise<readonly Delegation[]>
}

/** What of people a policy is resolved by. */
export type Circles = Pick<People, 'membersOf' | 'delegations'>

/** Whom approvers have named for while they are away, with what happened to that, and the messages that it calls for. */
export interface DelegationStore {
  /** What holds at an ISO instant, by the approvers' ids. */
  inForce(at: string): Promise<readonly Delegation[]>
  find(approver: Person): Promise<Absence>
  /** @returns whether it was stored: it may have moved on since it was loaded. */
  commit(absence: Absence, events: readonly DelegationEvent[]): Promise<boolean>
}

/** An ISO 8601 instant. */
export type Clock = () => string

/** What went wrong where no person waits for the answer. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
