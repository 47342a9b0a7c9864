import type { Transaction } from 'kysely'
import type { Owner } from '../request/owner.ts'
import type { Departures } from '../usecases/ports.ts'
import { announce } from './announcements.ts'
import type { Schema } from './schema.ts'

/** Notes who has left and still owns hosts of a server, and calls for a message about each of whom that is news. */
export async function noteDeparted(
  trx: Transaction<Schema>,
  server: string,
  { departed, unsure }: Departures,
  at: string,
): Promise<boolean> {
  await forgetOthers(trx, server, [...departed.map(({ owner }) => owner), ...unsure])
  let isNews = false
  for (const { owner, hosts } of departed) {
    if (!(await keep(trx, server, owner, JSON.stringify(hosts)))) continue
    isNews = true
    await announce(trx, server, { kind: 'departed', owner, hosts }, at)
  }
  return isNews
}

/** Who came back, or owns nothing any more, is news again when that changes. */
async function forgetOthers(
  trx: Transaction<Schema>,
  server: string,
  owners: readonly Owner[],
): Promise<void> {
  const rows = await trx.selectFrom('departed_owners').selectAll().where('server', '=', server).execute()
  for (const { team, owner } of rows) {
    if (owners.some((one) => one.team === team && one.id === owner)) continue
    await trx
      .deleteFrom('departed_owners')
      .where('server', '=', server)
      .where('team', '=', team)
      .where('owner', '=', owner)
      .execute()
  }
}

/** In one statement: of several who look at once, one notes it. */
async function keep(
  trx: Transaction<Schema>,
  server: string,
  { team, id }: Owner,
  hosts: string,
): Promise<boolean> {
  const row = { server, team, owner: id, hosts }
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('departed_owners')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['server', 'team', 'owner'])
        .doUpdateSet({ hosts })
        .where('departed_owners.hosts', '!=', hosts),
    )
    .executeTakeFirstOrThrow()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}
