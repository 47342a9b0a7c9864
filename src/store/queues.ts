import type { Kysely, Transaction } from 'kysely'
import { evolveQueue, newQueue, type Queue, type QueueEvent } from '../request/queue.ts'
import type { QueueStore } from '../usecases/ports.ts'
import { announce } from './announcements.ts'
import { takeHead } from './audit-chain.ts'
import { readJsonColumn } from './json-column.ts'
import { logEvents } from './queue-log.ts'
import type { Schema } from './schema.ts'
import { inTransaction } from './transaction.ts'
import type { Fence } from './work-leases.ts'

/** The servers' queues, each with its log. */
export function queueStore(db: Kysely<Schema>, fence: Fence): QueueStore {
  return {
    find: (server) => find(db, server),
    commit: (queue, events) =>
      inTransaction(db, async (trx) => {
        await fence(trx)
        return commit(trx, queue, events)
      }),
    async versions() {
      const rows = await db.selectFrom('queues').select(['server', 'version']).execute()
      return new Map(rows.map(({ server, version }) => [server, version]))
    },
    async restartedAt(server) {
      const row = await db.selectFrom('restarts').select('at').where('server', '=', server).executeTakeFirst()
      return row?.at
    },
    async noteRestart(server, at) {
      await db
        .insertInto('restarts')
        .values({ server, at })
        .onConflict((conflict) => conflict.column('server').doUpdateSet({ at }))
        .execute()
    },
  }
}

async function find(db: Kysely<Schema>, server: string): Promise<Queue> {
  const row = await db.selectFrom('queues').selectAll().where('server', '=', server).executeTakeFirst()
  if (!row) return newQueue(server)
  const content = readJsonColumn<Omit<Queue, 'server' | 'version'>>(`queues row ${server}`, row.queue)
  return { ...newQueue(server), ...content, version: row.version }
}

/** The version in the `where` clause, or the missing row, lets one of several committers through. */
async function commit(
  trx: Transaction<Schema>,
  queue: Queue,
  events: readonly QueueEvent[],
): Promise<Queue | undefined> {
  const head = await takeHead(trx, 'queue_log')
  const next = events.reduce(evolveQueue, queue)
  const { server, version, ...content } = next
  const row = { server, version, queue: JSON.stringify(content) }
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('queues')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('server').doUpdateSet(row).where('queues.version', '=', queue.version),
    )
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 0n) return undefined
  await logEvents(trx, head, server, queue.version, events)
  for (const event of events) await announce(trx, server, { kind: 'queue', event }, event.at)
  return next
}
