import type { Generated } from 'kysely'

/**
 * The tables as the queries see them. Instants are ISO 8601 text in UTC, which sorts as it reads; JSON is text, so
 * that SQLite and PostgreSQL give back the very bytes that were written.
 */
export interface Schema {
  requests: RequestTable
  audit_log: AuditTable
  audit_heads: AuditHeadTable
  cards: CardTable
  deliveries: DeliveryTable
  forms: FormTable
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
  log: 'audit_log' | 'queue_log'
  seq: number
  hash: string
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
