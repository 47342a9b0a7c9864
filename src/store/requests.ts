import type { Kysely, Selectable, Transaction } from 'kysely'
import { concernsRequester, type RequestEvent } from '../request/events.ts'
import { begin, evolve } from '../request/evolve.ts'
import type { Proposal, Request, State, Status } from '../request/request.ts'
import { isUnreviewed } from '../request/review.ts'
import { type Subject, subjectsOf } from '../request/subjects.ts'
import type { Decided, RequestStore } from '../usecases/ports.ts'
import { recordApplied } from './applied-hosts.ts'
import { type Link, linkEntries, takeHead } from './audit-chain.ts'
import { withChanges } from './earlier-proposal.ts'
import { readJsonColumn } from './json-column.ts'
import type { DeliveryTable, RequestTable, Schema } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** An id that no row has: the database gives the true one. */
const noId = 0

const UNREVIEWED = 'unreviewed'

/** The requests, the audit log and what follows from their events, written together or not at all. */
export function requestStore(db: Kysely<Schema>): RequestStore {
  return {
    submissions: (server) => submissions(db, server),
    submit: (event, known) => inTransaction(db, (trx) => submit(trx, event, known)),
    find: (id) => find(db, id),
    commit: (request, events, known) =>
      events.length === 0
        ? Promise.resolve(request)
        : inTransaction(db, (trx) => commit(trx, request, events, known)),
    commitAll: (decisions) => inTransaction(db, (trx) => commitAll(trx, decisions)),
    withStatus: (server, statuses) => withStatus(db, server, statuses),
    unreviewed: (server) => inColumn(db, server, [UNREVIEWED]),
    history: (id) => history(db, id),
    about: (subject, most) => about(db, subject, most),
  }
}

async function submissions(db: Kysely<Schema>, server: string): Promise<number> {
  const row = await db
    .selectFrom('submissions')
    .select('count')
    .where('server', '=', server)
    .executeTakeFirst()
  return row?.count ?? 0
}

async function submit(
  trx: Transaction<Schema>,
  event: Extract<RequestEvent, { type: 'submitted' }>,
  known: number,
): Promise<Request | undefined> {
  const head = await takeHead(trx, 'audit_log')
  if (!(await count(trx, event.server, known))) return undefined
  const draft = begin(noId, event)
  const row = { ...toRow(draft), requested_at: event.at, updated_at: event.at }
  const { id } = await trx.insertInto('requests').values(row).returning('id').executeTakeFirstOrThrow()
  await record(trx, head, id, 0, [event])
  await noteSubjects(trx, id, event.proposal)
  return { ...draft, id }
}

/** The count in the `where` clause lets one of several submitters through, who then saw all that the others ask for. */
async function count(trx: Transaction<Schema>, server: string, known: number): Promise<boolean> {
  await trx
    .insertInto('submissions')
    .values({ server, count: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { numUpdatedRows } = await trx
    .updateTable('submissions')
    .set({ count: known + 1 })
    .where('server', '=', server)
    .where('count', '=', known)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** What was asked for at first stays noted when the request is edited, or sent back with another plan. */
async function noteSubjects(trx: Transaction<Schema>, id: number, proposal: Proposal): Promise<void> {
  const rows = subjectsOf(proposal).map((subject) => ({ subject, request_id: id }))
  await trx
    .insertInto('request_subjects')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The newest first. */
async function about(db: Kysely<Schema>, subject: Subject, most: number): Promise<readonly Request[]> {
  const rows = await db
    .selectFrom('request_subjects')
    .innerJoin('requests', 'requests.id', 'request_subjects.request_id')
    .selectAll('requests')
    .where('request_subjects.subject', '=', subject)
    .orderBy('request_subjects.request_id', 'desc')
    .limit(most)
    .execute()
  return rows.map(fromRow)
}

async function find(db: Kysely<Schema>, id: number): Promise<Request | undefined> {
  const row = await db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirst()
  return row && fromRow(row)
}

/**
 * The version in the `where` clause lets one of several committers through (SAFETY A7). The count is taken first: where it
 * is taken in vain, others judge once more, and no harm is done.
 */
async function commit(
  trx: Transaction<Schema>,
  request: Request,
  events: readonly RequestEvent[],
  known?: number,
): Promise<Request | undefined> {
  const head = await takeHead(trx, 'audit_log')
  if (known !== undefined && !(await count(trx, request.server, known))) return undefined
  const next = events.reduce(evolve, request)
  const { numUpdatedRows } = await trx
    .updateTable('requests')
    .set({ ...toRow(next), updated_at: events.at(-1)?.at ?? request.requestedAt })
    .where('id', '=', request.id)
    .where('version', '=', request.version)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return undefined
  await record(trx, head, request.id, request.version, events)
  await recordApplied(trx, next, events)
  if (next.revision > request.revision) await noteSubjects(trx, request.id, next.proposal)
  return next
}

async function commitAll(
  trx: Transaction<Schema>,
  decisions: readonly Decided[],
): Promise<readonly (Request | undefined)[]> {
  const results: (Request | undefined)[] = []
  for (const { request, events } of decisions) {
    results.push(events.length === 0 ? request : await commit(trx, request, events))
  }
  return results
}

function withStatus(
  db: Kysely<Schema>,
  server: string,
  statuses: readonly Status[],
): Promise<readonly Request[]> {
  return inColumn(db, server, statuses.includes('settled') ? [...statuses, UNREVIEWED] : statuses)
}

/** @param statuses as they stand in the column */
async function inColumn(
  db: Kysely<Schema>,
  server: string,
  statuses: readonly string[],
): Promise<readonly Request[]> {
  if (statuses.length === 0) return []
  const rows = await db
    .selectFrom('requests')
    .selectAll()
    .where('server', '=', server)
    .where('status', 'in', statuses)
    .orderBy('id')
    .execute()
  return rows.map(fromRow)
}

async function history(db: Kysely<Schema>, id: number): Promise<readonly RequestEvent[]> {
  const rows = await db
    .selectFrom('audit_log')
    .select(['seq', 'event'])
    .where('request_id', '=', id)
    .orderBy('version')
    .execute()
  return rows.map((row) => eventFrom(readJsonColumn<RequestEvent>(`audit_log row ${row.seq}`, row.event)))
}

/** Appends events to the audit log, each with the version it makes, and notes whom they have to be told to. */
async function record(
  trx: Transaction<Schema>,
  head: Link,
  requestId: number,
  versionBefore: number,
  events: readonly RequestEvent[],
): Promise<void> {
  const numbered = events.map((event, index) => ({ event, version: versionBefore + index + 1 }))
  const entries = numbered.map(({ event, version }) => ({
    subject: String(requestId),
    version,
    at: event.at,
    event: JSON.stringify(event),
  }))
  const linked = await linkEntries(trx, 'audit_log', head, entries)
  const rows = linked.map(({ subject: _, ...row }) => ({ request_id: requestId, ...row }))
  await trx.insertInto('audit_log').values(rows).execute()
  const deliveries = numbered.flatMap(({ event, version }) =>
    recipients(event).map((recipient) => ({
      request_id: requestId,
      version,
      recipient,
      attempts: 0,
      due_at: event.at,
    })),
  )
  await trx.insertInto('deliveries').values(deliveries).execute()
}

function recipients(event: RequestEvent): readonly DeliveryTable['recipient'][] {
  // A row a person: a message that fails is tried again for that one alone.
  if (event.type === 'reminded-people' && event.people.length > 0) return event.people.map(({ user }) => user)
  return concernsRequester(event) ? ['card', 'requester'] : ['card']
}

/** The audit log is never rewritten. */
function eventFrom(written: RequestEvent): RequestEvent {
  return 'proposal' in written ? { ...written, proposal: withChanges(written.proposal) } : written
}

function toRow(request: Request): Pick<RequestTable, 'server' | 'status' | 'version' | 'request'> {
  const { id: _, version, ...content } = request
  return {
    server: request.server,
    status: columnOf(request.state),
    version,
    request: JSON.stringify(content),
  }
}

/** What is settled and waits for its review is found by the column: there are few of them among all that is settled. */
function columnOf(state: State): string {
  return isUnreviewed(state) ? UNREVIEWED : state.status
}

function fromRow(row: Selectable<RequestTable>): Request {
  const written = readJsonColumn<Omit<Request, 'id' | 'version'>>(`requests row ${row.id}`, row.request)
  const content = { ...written, proposal: withChanges(written.proposal) }
  const { id, version } = row
  // Requests that were written before there was an expiry wait since they were last written; nor could they be edited.
  const { waitsSince = row.updated_at, editors = [] } = content
  return { ...content, waitsSince, editors, id, version }
}
