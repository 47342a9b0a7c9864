import type { Generated } from 'kysely'

/**
 * The tables as the queries see them. Instants are ISO 8601 text in UTC, which sorts as it reads; JSON is text, so
 * that SQLite and PostgreSQL give back the very bytes that were written.
 */
export interface Schema {
  requests: RequestTable
  audit_log: AuditTable
  audit_heads: AuditHeadTable
  seal_log: SealLogTable
  head_notes: HeadNoteTable
  cards: CardTable
  deliveries: DeliveryTable
  forms: FormTable
  offers: OfferTable
  answers: AnswerTable
  queues: QueueTable
  queue_log: QueueLogTable
  restarts: RestartTable
  applied_hosts: AppliedHostTable
  drifts: DriftTable
  announcements: AnnouncementTable
  pairs: PairTable
  differences: DifferenceTable
  request_subjects: RequestSubjectTable
  submissions: SubmissionTable
  work_leases: WorkLeaseTable
  registrations: RegistrationTable
  departed_owners: DepartedOwnerTable
  delegations: DelegationTable
  schema_migrations: MigrationTable
}

/**
 * What a request is now. `server`, `status` and the instants repeat the JSON for the sake of queries; `status` is
 * `unreviewed` for what is settled and waits for its review.
 */
export interface RequestTable {
  id: Generated<number>
  server: string
  status: string
  version: number
  /** The request without its id and version, which are columns. */
  request: string
  requested_at: string
  updated_at: string
}

/** What happened to it: rows are added and never changed (SAFETY K5). */
export interface AuditTable {
  seq: Generated<number>
  request_id: number
  /** The request's version after the event. */
  version: number
  at: string
  event: string
  /** Over this row and all before it (audit-chain.ts). */
  hash: Generated<string>
}

export interface CardTable {
  id: string
  request_id: number
  revision: number
  channel: string | null
  ts: string | null
}

/** What is still to be told about an event of the audit log. */
export interface DeliveryTable {
  id: Generated<number>
  request_id: number
  version: number
  /** `card`, `requester`, or the id of a user whom the event names. */
  recipient: string
  attempts: number
  due_at: string
}

export interface FormTable {
  id: string
  team: string
  user: string
  server: string
  submitted: string | null
  opened_at: string
}

/** What a person was shown, for the buttons under it. */
export interface AnswerTable {
  id: string
  team: string
  user: string
  server: string
  shown: string
  shown_at: string
}

/** An address that is kept for an open form; the row may outlast the form and its time. */
export interface OfferTable {
  server: string
  address: string
  form_id: string
  until: string
}

/** What a server's queue is now; no row where nothing has happened to it. */
export interface QueueTable {
  server: string
  version: number
  /** The queue without its server and version, which are columns. */
  queue: string
}

/** What happened to the queues, and to delegations: rows are added and never changed. */
export interface QueueLogTable {
  seq: Generated<number>
  /** The name of the server, or `@U0123ABCD` for the delegations of that person: no server is called so. */
  server: string
  /** The queue's version after the event. */
  version: number
  at: string
  event: string
  /** Over this row and all before it (audit-chain.ts). */
  hash: Generated<string>
}

/** The last entry of each log. */
export interface AuditHeadTable {
  log: 'audit_log' | 'queue_log' | 'seal_log'
  seq: number
  hash: string
}

/** What was sealed and taken out of the other logs: rows are added and never changed. */
export interface SealLogTable {
  seq: Generated<number>
  log: 'audit_log' | 'queue_log'
  /** The how many-th segment of its log it is. */
  version: number
  at: string
  event: string
  /** Repeats the JSON for the triggers, which let go what lies before it. */
  last_seq: number
  /** Over this row and all before it (audit-chain.ts). */
  hash: string
}

/** When the ends of the logs were last told in a channel, and what they were. */
export interface HeadNoteTable {
  channel: string
  noted_at: string
  heads: string
}

/** When each server was last restarted. */
export interface RestartTable {
  server: string
  at: string
}

/** What the file is expected to say of each host that a request was applied for. */
export interface AppliedHostTable {
  server: string
  name: string
  /** JSON of the text. */
  text: string
}

export interface DriftTable {
  id: string
  server: string
  version: number
  status: 'open' | 'ended'
  /** The drift without what stands in the other columns. */
  drift: string
  channel: string | null
  ts: string | null
}

/** What the approvals channel is still to be told about a server. */
export interface AnnouncementTable {
  id: Generated<number>
  server: string
  subject: string
  attempts: number
  due_at: string
}

/** How far a change of a failover pair has come; the id is that of its transaction. */
export interface PairTable {
  id: string
  server: string
  step: string
}

/** Where the members of a pair were last seen to differ; no row where they never were. */
export interface DifferenceTable {
  server: string
  difference: string
}

/** What each request is about, by which its host's history is found. */
export interface RequestSubjectTable {
  subject: string
  request_id: number
}

/** How many proposals were made for each server: whoever makes one names the number that they knew of. */
export interface SubmissionTable {
  server: string
  count: number
}

/** Which process may do some work alone, and until when; what was done or given back lies in the past. */
export interface WorkLeaseTable {
  work: string
  owner: string
  epoch: number
  until: string
}

/** Who answers for a host, and until when. */
export interface RegistrationTable {
  server: string
  name: string
  team: string
  /** Slack's id of a person or a user group of that workspace. */
  owner: string
  /** The last day on which it is wanted, `YYYY-MM-DD`. */
  ends_on: string | null
  /** Opaque id of the question whether it is needed longer, once that was asked. */
  ask: string | null
  asked_at: string | null
  /** The request that the owner answered with. */
  answer: number | null
  /** The request that decides about the end: for its removal, or the one that wrote it again behind the end. */
  removal: number | null
  /** What was last told of why its removal cannot be asked for: JSON. */
  trouble: string | null
  /** Where the question stands. */
  channel: string | null
  ts: string | null
}

/** Of which owners that left people were told, with the hosts that they had. */
export interface DepartedOwnerTable {
  server: string
  team: string
  owner: string
  /** JSON of the names. */
  hosts: string
}

/** Whom an approver has named; `delegation` is null once it was ended, and then `until` says when. */
export interface DelegationTable {
  team: string
  user: string
  version: number
  until: string
  delegation: string | null
}

export interface MigrationTable {
  name: string
  applied_at: string
}
