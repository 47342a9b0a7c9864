import { randomUUID } from 'node:crypto'
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { Tenure } from '../dhcpd/tenure.ts'
import type { RequestEvent } from '../request/events.ts'
import type { EndedRegistration } from '../request/registration.ts'
import { OPEN, type Request, type Status } from '../request/request.ts'
import type {
  EndAsk,
  EndingRegistration,
  EndTrouble,
  RegisteredHost,
  RegistrationStore,
} from '../usecases/ports.ts'
import { announce } from './announcements.ts'
import { noteDeparted } from './departed-owners.ts'
import { readJsonText } from './json-column.ts'
import type { RegistrationTable, Schema } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** Whose each host is and until when, what owners were asked, and what came of it. */
export function registrationStore(db: Kysely<Schema>): RegistrationStore {
  return {
    all: (server) => all(db, server),
    tenures: (server, names) => tenures(db, server, names),
    ending: (server, day) => ending(db, server, day),
    isRemovalDue: (registration) => isRemovalWanted(db, registration),
    ask: (registration, at) => inTransaction(db, (trx) => ask(trx, registration, at)),
    asked: (id) => asked(db, id),
    answered: (id, requestId, at) => inTransaction(db, (trx) => answered(trx, id, requestId, at)),
    async posted(id, address) {
      const place = { channel: address?.channel ?? null, ts: address?.ts ?? null }
      await db.updateTable('registrations').set(place).where('ask', '=', id).execute()
    },
    noteTrouble: (registration, trouble, at) =>
      inTransaction(db, (trx) => noteTrouble(trx, registration, trouble, at)),
    forget: (registration, trouble, at) => inTransaction(db, (trx) => forget(trx, registration, trouble, at)),
    noteDeparted: (server, departures, at) =>
      inTransaction(db, (trx) => noteDeparted(trx, server, departures, at)),
  }
}

async function all(db: Kysely<Schema>, server: string): Promise<readonly RegisteredHost[]> {
  const rows = await db
    .selectFrom('registrations')
    .leftJoin('applied_hosts', (join) =>
      join
        .onRef('applied_hosts.server', '=', 'registrations.server')
        .onRef('applied_hosts.name', '=', 'registrations.name'),
    )
    .select(['registrations.name', 'team', 'owner', 'ends_on', 'applied_hosts.text'])
    .where('registrations.server', '=', server)
    .orderBy('registrations.name')
    .execute()
  return rows.map(({ name, team, owner, ends_on, text }) => ({
    server,
    name,
    owner: { team, id: owner },
    end: ends_on ?? undefined,
    text: text === null ? undefined : readJsonText(`applied_hosts row ${server} ${name}`, text),
  }))
}

async function tenures(
  db: Kysely<Schema>,
  server: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, Tenure>> {
  if (names.length === 0) return new Map()
  const rows = await db
    .selectFrom('registrations')
    .select(['name', 'owner', 'ends_on'])
    .where('server', '=', server)
    .where('name', 'in', names)
    .execute()
  return new Map(rows.map(({ name, owner, ends_on }) => [name, { owner, end: ends_on ?? undefined }]))
}

async function ending(
  db: Kysely<Schema>,
  server: string,
  day: string,
): Promise<readonly EndingRegistration[]> {
  const rows = await db
    .selectFrom('registrations')
    .leftJoin('requests', 'requests.id', 'registrations.removal')
    .selectAll('registrations')
    .select('requests.status')
    .where('registrations.server', '=', server)
    .where('ends_on', '<=', day)
    .orderBy('ends_on')
    .orderBy('name')
    .execute()
  return rows.flatMap((row) => (row.ends_on === null ? [] : [{ ...endedFrom(row), ...stateOf(row) }]))
}

function stateOf(row: Selectable<RegistrationTable> & { readonly status: string | null }) {
  return { isAsked: row.ask !== null, isRemovalDue: isRemovalDue(row.removal, row.status) }
}

/** A removal that nobody decided on in time is asked for anew; one that was denied is not. */
function isRemovalDue(removal: number | null, status: string | null): boolean {
  return removal === null || status === ('expired' satisfies Status)
}

/** The ask that has no id yet lets one of several askers through. */
async function ask(trx: Transaction<Schema>, registration: EndedRegistration, at: string): Promise<boolean> {
  const id = randomUUID()
  const { numUpdatedRows } = await these(trx, registration)
    .set({ ask: id, asked_at: at })
    .where('ask', 'is', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return false
  await announce(trx, registration.server, { kind: 'ask', ask: id }, at)
  return true
}

async function asked(db: Kysely<Schema>, id: string): Promise<EndAsk | undefined> {
  const row = await db
    .selectFrom('registrations')
    // The end comes after the answer.
    .leftJoin('requests', (join) =>
      join.on('requests.id', '=', sql<number>`coalesce(registrations.removal, registrations.answer)`),
    )
    .selectAll('registrations')
    .select(['requests.id', 'requests.status'])
    .where('ask', '=', id)
    .executeTakeFirst()
  if (!row || row.ends_on === null) return undefined
  const { channel, ts } = row
  return {
    id,
    registration: endedFrom(row),
    answer: row.id === null ? undefined : { requestId: row.id, isOpen: OPEN.includes(row.status as Status) },
    message: channel !== null && ts !== null ? { channel, ts } : undefined,
  }
}

async function answered(trx: Transaction<Schema>, id: string, requestId: number, at: string): Promise<void> {
  const row = await trx
    .updateTable('registrations')
    .set({ answer: requestId })
    .where('ask', '=', id)
    .returning('server')
    .executeTakeFirst()
  if (row) await announce(trx, row.server, { kind: 'ask', ask: id }, at)
}

/** The trouble in the `where` clause lets one of several through that meet the same. */
async function noteTrouble(
  trx: Transaction<Schema>,
  registration: EndedRegistration,
  trouble: EndTrouble,
  at: string,
): Promise<boolean> {
  const said = JSON.stringify(trouble)
  const { numUpdatedRows } = await these(trx, registration)
    .set({ trouble: said })
    .where((where) => where.or([where('trouble', 'is', null), where('trouble', '!=', said)]))
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return false
  await announce(trx, registration.server, { kind: 'end', registration, trouble }, at)
  return true
}

async function forget(
  trx: Transaction<Schema>,
  registration: EndedRegistration,
  trouble: EndTrouble,
  at: string,
): Promise<boolean> {
  const { server, name, owner, end } = registration
  const { numDeletedRows } = await trx
    .deleteFrom('registrations')
    .where('server', '=', server)
    .where('name', '=', name)
    .where('team', '=', owner.team)
    .where('owner', '=', owner.id)
    .where('ends_on', '=', end)
    .where((where) =>
      where.or([
        where('removal', 'is', null),
        where(
          'removal',
          'in',
          where
            .selectFrom('requests')
            .select('id')
            .where('status', '=', 'expired' satisfies Status),
        ),
      ]),
    )
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) return false
  await announce(trx, server, { kind: 'end', registration, trouble }, at)
  return true
}

/**
 * Whether the removal of what has ended is due still. What it says holds only where nobody else can submit or settle a request
 * meanwhile: in a transaction that holds the head of the log.
 */
export async function isRemovalWanted(
  db: Kysely<Schema>,
  { server, name, owner, end }: EndedRegistration,
): Promise<boolean> {
  const due = await ending(db, server, end)
  return due.some(
    (one) =>
      one.isRemovalDue &&
      one.name === name &&
      one.end === end &&
      one.owner.team === owner.team &&
      one.owner.id === owner.id,
  )
}

/** Notes the request that asks for the removal of what has ended, and lets the question to its owner say so. */
export async function noteRemoval(
  trx: Transaction<Schema>,
  requestId: number,
  { ended, at }: Extract<RequestEvent, { type: 'submitted' }>,
): Promise<void> {
  if (!ended) return
  const row = await these(trx, ended)
    .set({ removal: requestId, trouble: null })
    .returning('ask')
    .executeTakeFirst()
  if (row?.ask) await announce(trx, ended.server, { kind: 'ask', ask: row.ask }, at)
}

/** Lets the questions to owners say that the requests which came of them have ended: they may be answered anew. */
export async function askAgain(
  trx: Transaction<Schema>,
  steps: readonly { readonly next: Request; readonly events: readonly RequestEvent[] }[],
): Promise<void> {
  const ended = steps.filter(({ next }) => !OPEN.includes(next.state.status))
  if (ended.length === 0) return
  const ids = ended.map(({ next }) => next.id)
  const rows = await trx
    .selectFrom('registrations')
    .select(['server', 'ask', 'answer', 'removal'])
    .where('ask', 'is not', null)
    .where((where) => where.or([where('answer', 'in', ids), where('removal', 'in', ids)]))
    .execute()
  for (const { next, events } of ended) {
    const at = events.at(-1)?.at
    for (const { server, ask, answer, removal } of rows) {
      const isOfIt = answer === next.id || removal === next.id
      if (isOfIt && ask !== null && at !== undefined) await announce(trx, server, { kind: 'ask', ask }, at)
    }
  }
}

/** The row of a registration, as long as it has this owner and this end. */
function these(db: Kysely<Schema>, { server, name, owner, end }: EndedRegistration) {
  return db
    .updateTable('registrations')
    .where('server', '=', server)
    .where('name', '=', name)
    .where('team', '=', owner.team)
    .where('owner', '=', owner.id)
    .where('ends_on', '=', end)
}

function endedFrom(row: Selectable<RegistrationTable>): EndedRegistration {
  const { server, name, team, owner, ends_on } = row
  return { server, name, owner: { team, id: owner }, end: ends_on ?? '' }
}
