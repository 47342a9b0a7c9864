import type { Kysely } from 'kysely'
import { registrationChanges } from '../../request/registration.ts'
import type { Request } from '../../request/request.ts'
import { type WrittenProposal, withChanges } from '../earlier-proposal.ts'
import { readJsonColumn } from '../json-column.ts'
import type { RegistrationTable, Schema } from '../schema.ts'

/** So many requests are held at a time. */
const PAGE = 1_000

/** Who answers for each registration and until when, and of which owners that left people were told. */
export async function createRegistrations(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('registrations')
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('team', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('ends_on', 'text')
    .addColumn('ask', 'text')
    .addColumn('asked_at', 'text')
    .addColumn('answer', 'integer')
    .addColumn('removal', 'integer')
    .addColumn('trouble', 'text')
    .addColumn('channel', 'text')
    .addColumn('ts', 'text')
    .addPrimaryKeyConstraint('registrations_one_a_name', ['server', 'name'])
    .addUniqueConstraint('registrations_by_ask', ['ask'])
    .execute()
  await db.schema
    .createIndex('registrations_by_end')
    .on('registrations')
    .columns(['server', 'ends_on'])
    .execute()
  for (const column of ['answer', 'removal'] as const) {
    await db.schema.createIndex(`registrations_by_${column}`).on('registrations').columns([column]).execute()
  }
  await db.schema
    .createTable('departed_owners')
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('team', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('hosts', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('departed_owners_key', ['server', 'team', 'owner'])
    .execute()
  await noteAll(db)
}

/** What was registered so far is whose who asked for it. Held in memory: it is little for each host. */
async function noteAll(db: Kysely<Schema>): Promise<void> {
  const known = new Map<string, Row>()
  const settled = db
    .selectFrom('requests')
    .where('status', '=', 'settled')
    .orderBy('updated_at')
    .orderBy('id')
  for (let offset = 0; ; offset += PAGE) {
    const page = await settled.select(['id', 'request']).limit(PAGE).offset(offset).execute()
    if (page.length === 0) break
    for (const { id, request } of page) note(known, id, request)
  }
  const rows = [...known.values()]
  for (let from = 0; from < rows.length; from += PAGE) {
    await db
      .insertInto('registrations')
      .values(rows.slice(from, from + PAGE))
      .execute()
  }
}

type Row = Pick<RegistrationTable, 'server' | 'name' | 'team' | 'owner'>

/** No request of that time says anything of an owner or an end. */
function note(known: Map<string, Row>, id: number, text: string): void {
  const written = readJsonColumn<Request & { proposal: WrittenProposal }>(`requests row ${id}`, text)
  const { state, server, requester } = written
  if (state.status !== 'settled' || !['applied', 'unchanged'].includes(state.outcome.kind)) return
  const changes = registrationChanges({ requester, proposal: withChanges(written.proposal) })
  const keyOf = (name: string) => JSON.stringify([server, name])
  const before = changes.map(({ name, formerName = name }) => known.get(keyOf(formerName)))
  for (const { name, formerName = name } of changes) {
    known.delete(keyOf(formerName))
    known.delete(keyOf(name))
  }
  for (const [index, { name, becomes }] of changes.entries()) {
    const former = before[index]
    if (typeof becomes === 'object') {
      known.set(keyOf(name), { server, name, team: requester.team, owner: becomes.owner })
    } else if (former && becomes !== 'gone') known.set(keyOf(name), { ...former, name })
  }
}
