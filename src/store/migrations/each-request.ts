import type { Kysely, Selectable } from 'kysely'
import type { RequestTable, Schema } from '../schema.ts'

/** So many requests are held at a time. */
const PAGE = 1_000

/** Does something for every request that is stored, oldest first. */
export async function eachRequest(
  db: Kysely<Schema>,
  work: (row: Pick<Selectable<RequestTable>, 'id' | 'request'>) => Promise<void>,
): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('requests')
      .select(['id', 'request'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute()
    const last = rows.at(-1)
    if (!last) return
    for (const row of rows) await work(row)
    after = last.id
  }
}
