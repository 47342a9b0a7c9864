import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { concernsRequester, type RequestEvent } from '../request/events.ts'
import { begin, evolve } from '../request/evolve.ts'
import type { Request, Status } from '../request/request.ts'
import { askedBySubject, type Subject, subjectsOf } from '../request/subjects.ts'
import type { Decided, RequestStore } from '../usecases/ports.ts'
import { recordApplied } from './applied-hosts.ts'
import { type Link, linkEntries, takeHead } from './audit-chain.ts'
import type { RingIn } from './doorbell.ts'
import { withChanges } from './earlier-proposal.ts'
import { readJsonColumn } from './json-column.ts'
import { recordRegistrations } from './registered.ts'
import { askAgain, isRemovalWanted, noteRemoval } from './registrations.ts'
import type { DeliveryTable, RequestTable, Schema } from './schema.ts'
import { columnOf, UNREVIEWED } from './status-column.ts'
import { inTransaction } from './transaction.ts'
import type { Fence } from './work-leases.ts'

/** An id that no row has: the database gives the true one. */
const noId = 0

/** What else belongs to each transaction. */
export interface Around {
  /** Comes first and ends a transaction that may not be. */
  readonly fence: Fence
  /** Wakes the worker of a server whose request was approved. */
  readonly ringIn: RingIn
}

/** The requests, the audit log and what follows from their events, written together or not at all. */
export function requestStore(db: Kysely<Schema>, around: Around): RequestStore {
  return {
    submissions: (server) => submissions(db, server),
    submit: (event, known) => inTransaction(db, (trx) => submit(trx, event, known)),
    find: (id) => find(db, id),
    commit: (request, events, known) =>
      events.length === 0
        ? Promise.resolve(request)
        : inTransaction(db, async (trx) => (await commitAll(trx, [{ request, events }], around, known))[0]),
    commitAll: (decisions) => inTransaction(db, (trx) => commitAll(trx, decisions, around)),
    withStatus: (server, statuses) => withStatus(db, server, statuses),
    unreviewed: (server) => inColumn(db, server, [UNREVIEWED]),
    history: async (id) => (await histories(db, [id]))[0] ?? [],
    histories: (ids) => histories(db, ids),
    about: (subject, most) => about(db, subject, most),
    newest: (most) => newest(db, most),
    askedBy: (person, most) => about(db, askedBySubject(person), most),
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
  if (event.ended && !(await isRemovalWanted(trx, event.ended))) return undefined
  if (!(await count(trx, event.server, known))) return undefined
  const draft = begin(noId, event)
  const row = { ...toRow(draft), requested_at: event.at, updated_at: event.at }
  const { id } = await trx.insertInto('requests').values(row).returning('id').executeTakeFirstOrThrow()
  await record(trx, head, [{ request: { id, version: 0 }, events: [event] }])
  await noteSubjects(trx, id, [...subjectsOf(event.proposal), askedBySubject(event.by)])
  await noteRemoval(trx, id, event)
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
async function noteSubjects(
  trx: Transaction<Schema>,
  id: number,
  subjects: readonly Subject[],
): Promise<void> {
  const rows = subjects.map((subject) => ({ subject, request_id: id }))
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

async function newest(db: Kysely<Schema>, most: number): Promise<readonly Request[]> {
  const rows = await db.selectFrom('requests').selectAll().orderBy('id', 'desc').limit(most).execute()
  return rows.map(fromRow)
}

async function find(db: Kysely<Schema>, id: number): Promise<Request | undefined> {
  const row = await db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirst()
  return row && fromRow(row)
}

/**
 * Several decisions in about as many statements as one takes: whoever else writes waits until a batch is written, and each
 * statement is a round trip.
 * @param known the count of submissions that the first was judged beside. It is taken before the request is looked at:
 * where it is taken in vain, others judge once more, and no harm is done.
 */
async function commitAll(
  trx: Transaction<Schema>,
  decisions: readonly Decided[],
  { fence, ringIn }: Around,
  known?: number,
): Promise<readonly (Request | undefined)[]> {
  await fence(trx)
  let head = await takeHead(trx, 'audit_log')
  const [first] = decisions
  if (known !== undefined && first && !(await count(trx, first.request.server, known))) return []
  const steps = decisions.map((decided) => ({
    ...decided,
    next: decided.events.reduce(evolve, decided.request),
  }))
  const left = steps.filter(({ events }) => events.length > 0)
  const taken = new Set<Step>()
  while (left.length > 0) {
    const moved = await moveOn(trx, left.splice(0, PAGE))
    head = await record(trx, head, moved)
    await recordApplied(trx, moved)
    for (const { request, next, events } of moved) {
      await recordRegistrations(trx, next, events)
      if (next.revision > request.revision) await noteSubjects(trx, request.id, subjectsOf(next.proposal))
    }
    await askAgain(trx, moved)
    for (const server of serversToRing(moved)) await ringIn(trx, server)
    for (const step of moved) taken.add(step)
  }
  return steps.map((step) => (step.events.length === 0 || taken.has(step) ? step.next : undefined))
}

/** So many decisions are written at a time: SQLite takes 32,766 values in one statement. */
const PAGE = 1_000

/** A decision with what the request is after it. */
interface Step extends Decided {
  readonly next: Request
}

/**
 * The version in the `where` clause lets one of several committers through (SAFETY A7).
 * @returns those of the steps that were taken
 */
async function moveOn(trx: Transaction<Schema>, steps: readonly Step[]): Promise<readonly Step[]> {
  const values = steps.map(({ request, events, next }) => {
    const row = toRow(next)
    const at = events.at(-1)?.at ?? request.requestedAt
    return sql`(${request.id}, ${request.version}, ${row.status}, ${row.version}, ${row.request}, ${at})`
  })
  // Both databases call the columns so; to PostgreSQL all of them are texts.
  const { rows } = await sql<{ id: number }>`
    update requests
    set status = column3, version = cast(column4 as integer), request = column5, updated_at = column6
    from (values ${sql.join(values)}) as steps
    where requests.id = cast(column1 as integer) and requests.version = cast(column2 as integer)
    returning requests.id
  `.execute(trx)
  const moved = new Set(rows.map(({ id }) => id))
  return steps.filter(({ request }) => moved.has(request.id))
}

/** Those with something new to apply. */
function serversToRing(steps: readonly Step[]): ReadonlySet<string> {
  const approved = steps.filter(
    ({ request, next }) => next.state.status === 'approved' && request.state.status === 'pending',
  )
  return new Set(approved.map(({ next }) => next.server))
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

async function histories(
  db: Kysely<Schema>,
  ids: readonly number[],
): Promise<readonly (readonly RequestEvent[])[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('audit_log')
    .select(['seq', 'request_id', 'event'])
    .where('request_id', 'in', ids)
    .orderBy('version')
    .execute()
  const found = Map.groupBy(rows, ({ request_id }) => request_id)
  return ids.map((id) =>
    (found.get(id) ?? []).map(({ seq, event }) =>
      eventFrom(readJsonColumn<RequestEvent>(`audit_log row ${seq}`, event)),
    ),
  )
}

/**
 * Appends events to the audit log, each with the version it makes, and notes whom they have to be told to.
 * @param decisions each with the request before it
 * @returns the head of the log after them
 */
async function record(
  trx: Transaction<Schema>,
  head: Link,
  decisions: readonly {
    readonly request: Pick<Request, 'id' | 'version'>
    readonly events: readonly RequestEvent[]
  }[],
): Promise<Link> {
  const numbered = decisions.flatMap(({ request, events }) =>
    events.map((event, index) => ({ id: request.id, event, version: request.version + index + 1 })),
  )
  if (numbered.length === 0) return head
  const entries = numbered.map(({ id, event, version }) => ({
    subject: String(id),
    version,
    at: event.at,
    event: JSON.stringify(event),
  }))
  const linked = await linkEntries(trx, 'audit_log', head, entries)
  const rows = linked.map(({ subject, ...row }) => ({ request_id: Number(subject), ...row }))
  await trx.insertInto('audit_log').values(rows).execute()
  const deliveries = numbered.flatMap(({ id, event, version }) =>
    recipients(event).map((recipient) => ({
      request_id: id,
      version,
      recipient,
      attempts: 0,
      due_at: event.at,
    })),
  )
  await trx.insertInto('deliveries').values(deliveries).execute()
  return linked.at(-1) ?? head
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

function fromRow(row: Selectable<RequestTable>): Request {
  const written = readJsonColumn<Omit<Request, 'id' | 'version'>>(`requests row ${row.id}`, row.request)
  const content = { ...written, proposal: withChanges(written.proposal) }
  const { id, version } = row
  // Requests that were written before there was an expiry wait since they were last written; nor could they be edited.
  const { waitsSince = row.updated_at, editors = [] } = content
  return { ...content, waitsSince, editors, id, version }
}
