import type { ByteString, Configuration, Edit } from '../dhcpd/source.ts'
import type { Tenure } from '../dhcpd/tenure.ts'
import type { ChangeInput } from '../inventory/check-change.ts'
import type { HostFields } from '../inventory/host-fields.ts'
import type { Absence, Delegation, DelegationEvent } from '../request/delegation.ts'
import type { AppliedHost, Drift } from '../request/drift.ts'
import type { RequestEvent } from '../request/events.ts'
import type { Owner } from '../request/owner.ts'
import type { Person } from '../request/person.ts'
import type { ProposedFields } from '../request/proposed-fields.ts'
import type { Queue, QueueEvent } from '../request/queue.ts'
import type { EndedRegistration, Registration } from '../request/registration.ts'
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
  /** Commits decisions on different requests in one transaction; gives for each what {@link commit} gives. */
  commitAll(decisions: readonly Decided[]): Promise<readonly (Request | undefined)[]>
  /** The requests of a server in any of these states, oldest first. */
  withStatus(server: string, statuses: readonly Status[]): Promise<readonly Request[]>
  /** The requests of a server that were approved in an emergency and have settled, and that nobody has reviewed. */
  unreviewed(server: string): Promise<readonly Request[]>
  /** The newest requests that are about a name, a MAC or an address, the newest first. */
  about(subject: Subject, most: number): Promise<readonly Request[]>
  /** The newest requests of all servers, the newest first. */
  newest(most: number): Promise<readonly Request[]>
  /** The newest requests of a person on all servers, the newest first. */
  askedBy(person: Person, most: number): Promise<readonly Request[]>
  /** The audit log of one request, oldest first. */
  history(id: number): Promise<readonly RequestEvent[]>
  /** Those of several, in the order of their ids. */
  histories(ids: readonly number[]): Promise<readonly (readonly RequestEvent[])[]>
}

/** An entry of the audit logs: of a request, of a server's queue, or of what was sealed of these. */
export interface AuditEntry {
  readonly log: 'audit_log' | 'queue_log' | 'seal_log'
  /** Its number in its log, from 1. */
  readonly seq: number
  /** The id of the request, the name of the server, or the name of the log. */
  readonly subject: string
  /** Of the request or queue after it; the how many-th segment of the log it is. */
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
  | {
      readonly kind: 'intact'
      readonly heads: readonly AuditHead[]
      readonly segments: readonly Segment[]
      /** Noted heads that lie in a segment of which no file was given: nothing is said of them. */
      readonly unseen: readonly AuditHead[]
    }
  | {
      readonly kind: 'broken'
      readonly log: AuditHead['log']
      /** The first entry that is not as it was. */
      readonly seq: number
      /** `returned`: it was sealed and taken out, and is there. */
      readonly fault: 'changed' | 'removed' | 'cut-off' | 'returned'
      /** The exported file that it stands in; the store, where undefined. */
      readonly file?: string
    }

/** A run of entries of a log that was sealed, and then taken out. */
export interface Segment {
  readonly log: 'audit_log' | 'queue_log'
  /** Its entries, by their numbers. */
  readonly first: number
  readonly last: number
  /** The hash of the entry before the first one (`''` where there is none), and that of the last one. */
  readonly before: string
  readonly after: string
  /** SHA-256 of the lines that were exported, those of the other log with them. */
  readonly digest: string
  /** Absolute path of the file that they were exported to; null where they were let go without. */
  readonly file: string | null
  /** ISO instant. */
  readonly at: string
}

/** What is to be sealed. */
export interface SealOrder {
  /** Entries from this ISO instant on stay. */
  readonly before: string
  /** Absolute path of the file that they are exported to, which is not there yet; undefined where they are let go without. */
  readonly file: string | undefined
  /** The user of this machine who says so. */
  readonly localUser: string
  readonly at: string
}

/** What came of it. */
export interface Sealed {
  readonly segments: readonly Segment[]
  /** The first entry of each log that is old enough, and stays with all after it. */
  readonly kept: readonly KeptEntry[]
}

/** `open`: of a request that is not decided on, or not applied. `untold`: people are still to be told of it. */
export type KeptEntry = Pick<AuditEntry, 'log' | 'seq' | 'subject'> & { readonly why: 'open' | 'untold' }

/** The audit logs, for those who audit (SAFETY K5). */
export interface AuditStore {
  heads(): Promise<readonly AuditHead[]>
  /**
   * @param noted heads that were noted elsewhere
   * @param files exported files of sealed segments
   */
  verify(noted: readonly AuditHead[], files?: readonly string[]): Promise<AuditVerdict>
  /** Every entry that is there, log by log, oldest first. */
  entries(): AsyncIterable<AuditEntry>
  /** Takes the oldest entries out, once they are found whole, exported and recorded by a digest. */
  seal(order: SealOrder): Promise<Sealed>
}

/** The ends of the audit logs, as they were told in a channel. */
export interface HeadNote {
  readonly channel: string
  readonly heads: string
  /** ISO instant. */
  readonly at: string
}

/** What was told of the ends of the audit logs. */
export interface HeadNotes {
  /** @returns whether it is to be told: the last one of this channel is older than an instant, and was another. */
  take(note: HeadNote, olderThan: string): Promise<boolean>
  /** It could not be told after all. */
  giveBack(note: HeadNote): Promise<void>
}

/** The right of one process to do some work alone for a while; each that takes it counts the epoch up. */
export interface WorkLease {
  /** What is done alone: the changes of one server, say. */
  readonly work: string
  readonly owner: string
  readonly epoch: number
}

/** Which of several processes does what (SAFETY C1). The store's clock decides when a lease is over. */
export interface WorkLeaseStore {
  /** @returns undefined while another has it, or the same process already. */
  take(work: string, owner: string, milliseconds: number): Promise<WorkLease | undefined>
  /** @returns whether it still was ours. */
  renew(lease: WorkLease, milliseconds: number): Promise<boolean>
  giveBack(lease: WorkLease): Promise<void>
}

/** The lease ran out and another process has the work now: nothing was written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
  constructor(work: string) {
    super(`another process does this now: ${work}`)
  }
}

/** Wakes this process for what others have stored. A ring that is lost costs time until the next sweep, and nothing else. */
export interface Doorbell {
  /** @param atOnce how many servers are worked on at the same time */
  answerServers(atOnce: number, onRing: (server: string) => Promise<void>): Promise<void>
  answerMessages(onRing: () => Promise<void>): Promise<void>
  /** Answers no more and waits for what is under way. */
  close(): Promise<void>
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

/** A registration with what was applied of it. */
export type RegisteredHost = Registration & { readonly text: ByteString | undefined }

/** A registration that nears its end, or is over. */
export interface EndingRegistration extends EndedRegistration {
  /** Whether its owner was asked about this end. */
  readonly isAsked: boolean
  /** Whether nobody asked for its removal because of this end, or the request ran out without a decision. */
  readonly isRemovalDue: boolean
}

/** The question to an owner whether a registration that nears its end is needed longer. Its opaque id is what buttons carry. */
export interface EndAsk {
  readonly id: string
  readonly registration: EndedRegistration
  /** The request that came of it, or of the end, and whether that is open still. */
  readonly answer: { readonly requestId: number; readonly isOpen: boolean } | undefined
  /** Where it stands, once it was shown. */
  readonly message: MessageAddress | undefined
}

/** Why the removal of what has ended could not be asked for, and what to do about it. */
export interface EndTrouble {
  readonly message: string
  readonly advice: string
}

/** What a look at the owners of a server's hosts found. */
export interface Departures {
  readonly departed: readonly { readonly owner: Owner; readonly hosts: readonly string[] }[]
  /** Of whom Slack did not say it: what was noted of them stands. */
  readonly unsure: readonly Owner[]
}

/**
 * Whose each host is and until when: written in the transaction that settles a request. What is asked and told about ends is
 * noted with the messages that it calls for, once, however many look at a time.
 */
export interface RegistrationStore {
  /** Of a server, by name. */
  all(server: string): Promise<readonly RegisteredHost[]>
  /** Of these hosts of a server, by name. */
  tenures(server: string, names: readonly string[]): Promise<ReadonlyMap<string, Tenure>>
  /** Of a server, those that end on this day or before it, the first end first. */
  ending(server: string, day: string): Promise<readonly EndingRegistration[]>
  /** Whether it is there still with this owner and end, and nobody asked for its removal, as {@link EndingRegistration} says. */
  isRemovalDue(registration: EndedRegistration): Promise<boolean>
  /** Notes that its owner is asked, with the message. @returns whether nobody did so before. */
  ask(registration: EndedRegistration, at: string): Promise<boolean>
  /** @returns undefined where the question is over: the host is gone, or has another owner or end. */
  asked(id: string): Promise<EndAsk | undefined>
  /** Notes the request that the owner answered with. */
  answered(id: string, requestId: number, at: string): Promise<void>
  /** Notes where the question stands; undefined when somebody deleted the message. */
  posted(id: string, message: MessageAddress | undefined): Promise<void>
  /** Notes why the removal cannot be asked for, with the message. @returns whether that is news. */
  noteTrouble(registration: EndedRegistration, trouble: EndTrouble, at: string): Promise<boolean>
  /** Forgets what is gone from the file, with the message. @returns whether it was known still. */
  forget(registration: EndedRegistration, trouble: EndTrouble, at: string): Promise<boolean>
  /** @returns whether something of it is news. */
  noteDeparted(server: string, departures: Departures, at: string): Promise<boolean>
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
    | { readonly kind: 'ask'; readonly ask: string }
    | { readonly kind: 'end'; readonly registration: EndedRegistration; readonly trouble: EndTrouble }
    | { readonly kind: 'departed'; readonly owner: Owner; readonly hosts: readonly string[] }
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
  /** The address that is kept for it. */
  readonly offered: string | undefined
}

/** An address that is kept for an open form. */
export interface Offer {
  /** The form's id. */
  readonly form: string
  readonly address: string
}

export interface SubmittedForm {
  readonly asked: Asked
  readonly reason: string
  /** Codes of the warnings that the person was shown. */
  readonly warnings: readonly string[]
}

/** What a form asks for. Of a form that was opened and not sent yet, what it showed. */
export type Asked =
  | {
      readonly kind: 'changes'
      readonly inputs: readonly ChangeInput[]
      /** What the form was filled with, of the host that is to be changed. */
      readonly shown?: HostFields
    }
  /** The inverse of an applied request. */
  | { readonly kind: 'undo'; readonly requestId: number }
  /** Other values for the request of this card. */
  | { readonly kind: 'edit'; readonly card: string; readonly fields: ProposedFields }

export interface FormStore {
  /** What the person's earlier forms of this server were offered is given up: nobody keeps more than one address. */
  open(person: Person, server: string): Promise<Form>
  find(id: string): Promise<Form | undefined>
  keep(id: string, submitted: SubmittedForm): Promise<void>
  /** Forgets a form that was sent or closed, and what it was offered. */
  close(id: string): Promise<void>
  /**
   * Keeps an address for a form for so many milliseconds.
   * @returns false where another form has it: of several that want it at once, one gets it.
   */
  offer(form: Pick<Form, 'id' | 'server'>, address: string, milliseconds: number): Promise<boolean>
  /** What open forms of a server are offered now. */
  offers(server: string): Promise<readonly Offer[]>
}

/** Something that a person was shown in answer to a command and can go on from. */
export type Shown =
  /** A page of the hosts of a network, counted from 0; undefined is the whole server. */
  | { readonly kind: 'hosts'; readonly network: string | undefined; readonly page: number }
  | { readonly kind: 'host'; readonly name: string }
  | {
      readonly kind: 'lease'
      readonly address: string
      readonly mac: string | undefined
      readonly hostname: string | undefined
    }

export interface Answer {
  readonly person: Person
  readonly server: string
  readonly shown: Shown
}

/** What the buttons under answers stand for: they carry nothing but an id. */
export interface AnswerStore {
  /** Remembers for a day what a person was shown. @returns an id for each, in their order */
  keep(person: Person, server: string, shown: readonly Shown[]): Promise<readonly string[]>
  find(id: string): Promise<Answer | undefined>
}

/** Events that the approvers are told of beside the card: they are to do something, or something was done without them. */
export type ToApprovers = Extract<
  RequestEvent,
  { type: 'reminded' | 'reminded-people' | 'approved-in-emergency' | 'review-reminded' }
>

/** Slack takes no more for a channel now, and asks for so many milliseconds of quiet. */
export class TryLater extends Error {
  override readonly name = 'TryLater'
  readonly milliseconds: number
  constructor(milliseconds: number) {
    super(`Slack asks to wait for ${Math.ceil(milliseconds / 1_000)} s`)
    this.milliseconds = milliseconds
  }
}

/** Where people see requests. Rejects when the message could not be shown: it is delivered again later. */
export interface Messenger {
  /**
   * Posts the card, or brings the posted one up to date; a card of an earlier revision is shown as replaced.
   * @returns where it stands, or `gone` when somebody deleted the message.
   */
  showCard(card: Card, request: Request): Promise<MessageAddress | 'gone'>
  /** Tells below the card what happened to its request. */
  tellStory(events: readonly RequestEvent[], card: MessageAddress): Promise<void>
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
  /** Asks an owner, or brings the message up to date: one that cannot be reached is asked in the approvals channel. */
  askOwner(ask: EndAsk): Promise<MessageAddress | 'gone'>
  /** Tells the approvals channel why the removal of what has ended could not be asked for. */
  tellEnd(registration: EndedRegistration, trouble: EndTrouble): Promise<void>
  /** Tells the approvals channel of an owner who left, with the hosts that are still theirs. */
  tellDeparted(server: string, owner: Owner, hosts: readonly string[]): Promise<void>
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
