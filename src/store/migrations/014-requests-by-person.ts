import type { Kysely } from 'kysely'
import type { Person } from '../../request/person.ts'
import { askedBySubject } from '../../request/subjects.ts'
import { readJsonColumn } from '../json-column.ts'
import type { Schema } from '../schema.ts'
import { eachRequest } from './each-request.ts'

/** A person's requests are looked up like those about a host. */
export async function noteRequesters(db: Kysely<Schema>): Promise<void> {
  await eachRequest(db, async ({ id, request }) => {
    const { requester } = readJsonColumn<{ requester: Person }>(`requests row ${id}`, request)
    const row = { subject: askedBySubject(requester), request_id: id }
    await db.insertInto('request_subjects').values(row).execute()
  })
}
