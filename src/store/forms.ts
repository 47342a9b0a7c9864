import { randomUUID } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import type { Person } from '../request/person.ts'
import type { Form, FormStore, SubmittedForm } from '../usecases/ports.ts'
import { readJsonColumn } from './json-column.ts'
import type { FormTable, Schema } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** Nobody tells us of a form whose window was shut in mid-typing: it is forgotten after a day (milliseconds). */
const keptFor = 24 * 60 * 60 * 1_000

/** The forms that people have open. */
export function formStore(db: Kysely<Schema>, now: () => Date): FormStore {
  return {
    open: (person, server) => open(db, person, server, now()),
    find: (id) => find(db, id),
    async keep(id, submitted) {
      await db
        .updateTable('forms')
        .set({ submitted: JSON.stringify(submitted) })
        .where('id', '=', id)
        .execute()
    },
    async close(id) {
      await db.deleteFrom('forms').where('id', '=', id).execute()
    },
  }
}

async function open(db: Kysely<Schema>, person: Person, server: string, now: Date): Promise<Form> {
  const id = randomUUID()
  const forgotten = new Date(now.getTime() - keptFor).toISOString()
  await inTransaction(db, async (trx) => {
    await trx.deleteFrom('forms').where('opened_at', '<', forgotten).execute()
    await trx
      .insertInto('forms')
      .values({
        id,
        team: person.team,
        user: person.user,
        server,
        submitted: null,
        opened_at: now.toISOString(),
      })
      .execute()
  })
  return { id, person, server, submitted: undefined }
}

async function find(db: Kysely<Schema>, id: string): Promise<Form | undefined> {
  const row = await db.selectFrom('forms').selectAll().where('id', '=', id).executeTakeFirst()
  return row && fromRow(row)
}

function fromRow(row: Selectable<FormTable>): Form {
  return {
    id: row.id,
    person: { team: row.team, user: row.user },
    server: row.server,
    submitted:
      row.submitted === null
        ? undefined
        : readJsonColumn<SubmittedForm>(`forms row ${row.id}`, row.submitted),
  }
}
