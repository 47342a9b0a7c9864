import type { Kysely } from 'kysely'
import { subjectsOf } from '../../request/subjects.ts'
import { type WrittenProposal, withChanges } from '../earlier-proposal.ts'
import { readJsonColumn } from '../json-column.ts'
import type { Schema } from '../schema.ts'
import { eachRequest } from './each-request.ts'

/** What requests are about, for the history of a host, and how many were submitted for each server. */
export async function createLookUps(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('request_subjects')
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('request_id', 'integer', (column) => column.notNull().references('requests.id'))
    .addPrimaryKeyConstraint('request_subjects_key', ['subject', 'request_id'])
    .execute()
  await db.schema
    .createTable('submissions')
    .addColumn('server', 'text', (column) => column.primaryKey())
    .addColumn('count', 'integer', (column) => column.notNull())
    .execute()
  await eachRequest(db, ({ id, request }) => note(db, id, request))
}

async function note(db: Kysely<Schema>, id: number, request: string): Promise<void> {
  const { proposal } = readJsonColumn<{ proposal: WrittenProposal }>(`requests row ${id}`, request)
  const rows = subjectsOf(withChanges(proposal)).map((subject) => ({ subject, request_id: id }))
  await db.insertInto('request_subjects').values(rows).execute()
}
