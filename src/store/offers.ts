import type { Kysely } from 'kysely'
import type { Form, Offer } from '../usecases/ports.ts'
import type { Schema } from './schema.ts'

/** Keeps an address for a form. What is in the statement lets one of several in, and those that are too old out. */
export async function keepOffer(
  db: Kysely<Schema>,
  { id, server }: Pick<Form, 'id' | 'server'>,
  address: string,
  now: Date,
  milliseconds: number,
): Promise<boolean> {
  const row = { form_id: id, until: new Date(now.getTime() + milliseconds).toISOString() }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('offers')
    .values({ server, address, ...row })
    .onConflict((conflict) =>
      conflict.columns(['server', 'address']).doUpdateSet(row).where('offers.until', '<=', now.toISOString()),
    )
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows !== 0n
}

/** What forms of a server are offered now. */
export async function offersOf(db: Kysely<Schema>, server: string, now: Date): Promise<readonly Offer[]> {
  return db
    .selectFrom('offers')
    .select(['form_id as form', 'address'])
    .where('server', '=', server)
    .where('until', '>', now.toISOString())
    .execute()
}
