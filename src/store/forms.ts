import { randomUUID } from 'node:crypto'
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Person } from '../request/person.ts'
import type { Form, FormStore, SubmittedForm } from '../usecases/ports.ts'
import { readJsonColumn } from './json-column.ts'
import { keepOffer, offersOf } from './offers.ts'
import type { FormTable, Schema } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** Nobody tells us of a form whose window was shut in mid-typing: it is forgotten after a day (milliseconds). */
const keptFor = 24 * 60 * 60 * 1_000

/** The forms that people have open. */
export function formStore(db: Kysely<Schema>, now: () => Date): FormStore {
  return {
    open: (person, server) => open(db, person, server, now()),
    find: (id) => find(db, id, now()),
    async keep(id, submitted) {
      await db
        .updateTable('forms')
        .set({ submitted: JSON.stringify(submitted) })
        .where('id', '=', id)
        .execute()
    },
    close: (id) =>
      inTransaction(db, async (trx) => {
        await trx.deleteFrom('offers').where('form_id', '=', id).execute()
        await trx.deleteFrom('forms').where('id', '=', id).execute()
      }),
    offer: (form, address, milliseconds) => keepOffer(db, form, address, now(), milliseconds),
    offers: (server) => offersOf(db, server, now()),
  }
}

async function open(db: Kysely<Schema>, person: Person, server: string, now: Date): Promise<Form> {
  const id = randomUUID()
  const forgotten = new Date(now.getTime() - keptFor).toISOString()
  await inTransaction(db, async (trx) => {
    await trx.deleteFrom('forms').where('opened_at', '<', forgotten).execute()
    await giveUpOffers(trx, person, server, now)
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
  return { id, person, server, submitted: undefined, offered: undefined }
}

/** Those that are too old, and those of the person's earlier forms: one whose window was shut is not heard of. */
async function giveUpOffers(
  trx: Transaction<Schema>,
  { team, user }: Person,
  server: string,
  now: Date,
): Promise<void> {
  await trx
    .deleteFrom('offers')
    .where(({ or, eb, selectFrom }) => {
      const earlier = selectFrom('forms')
        .select('id')
        .where('team', '=', team)
        .where('user', '=', user)
        .where('server', '=', server)
      return or([eb('until', '<=', now.toISOString()), eb('form_id', 'in', earlier)])
    })
    .execute()
}

async function find(db: Kysely<Schema>, id: string, now: Date): Promise<Form | undefined> {
  const row = await db
    .selectFrom('forms')
    .leftJoin('offers', (join) =>
      join.onRef('offers.form_id', '=', 'forms.id').on('offers.until', '>', now.toISOString()),
    )
    .selectAll('forms')
    .select('offers.address')
    .where('id', '=', id)
    .executeTakeFirst()
  return row && fromRow(row)
}

function fromRow(row: Selectable<FormTable> & { readonly address: string | null }): Form {
  return {
    offered: row.address ?? undefined,
    id: row.id,
    person: { team: row.team, user: row.user },
    server: row.server,
    submitted:
      row.submitted === null
        ? undefined
        : readJsonColumn<SubmittedForm>(`forms row ${row.id}`, row.submitted),
  }
}
