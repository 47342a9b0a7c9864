import type { Kysely } from 'kysely'
import type { Person } from '../../request/person.ts'
import { readJsonColumn } from '../json-column.ts'
import { requesterOf } from '../requester-column.ts'
import type { Schema } from '../schema.ts'
import { eachRequest } from './each-request.ts'

/** Who asked stands in a column, so that somebody's newest requests are found among a million of others'. */
export async function noteRequesters(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .alterTable('requests')
    .addColumn('requester', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  await eachRequest(db, async ({ id, request }) => {
    const { requester } = readJsonColumn<{ requester: Person }>(`requests row ${id}`, request)
    await db
      .updateTable('requests')
      .set({ requester: requesterOf(requester) })
      .where('id', '=', id)
      .execute()
  })
  await db.schema.createIndex('requests_by_requester').on('requests').columns(['requester', 'id']).execute()
}
