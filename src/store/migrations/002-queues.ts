import type { Kysely } from 'kysely'
import type { HostPlan } from '../../request/plan.ts'
import type { Dialect } from '../dialect.ts'
import type { Schema } from '../schema.ts'

/** The servers' queues with their log, what was applied to each host, what drifted from it, and what is told of them. */
export async function createQueues(db: Kysely<Schema>, words: Dialect): Promise<void> {
  await createQueueTables(db, words)
  await createAppliedHosts(db)
  await createDrifts(db)
  await createAnnouncements(db)
}

async function createQueueTables(db: Kysely<Schema>, words: Dialect): Promise<void> {
  await db.schema
    .createTable('queues')
    .addColumn('server', 'text', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('queue', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('queue_log')
    .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addUniqueConstraint('queue_log_one_event_a_version', ['server', 'version'])
    .execute()
  await words.forbid(db, 'queue_log', 'update', 'the log of the queues is append-only')
  await words.forbid(db, 'queue_log', 'delete', 'the log of the queues is append-only')
  await db.schema
    .createTable('restarts')
    .addColumn('server', 'text', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute()
}

/** Filled from what was applied so far, so that drift from it is seen too. */
async function createAppliedHosts(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('applied_hosts')
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('applied_hosts_one_a_name', ['server', 'name'])
    .execute()
  const settled = await db
    .selectFrom('requests')
    .select(['server', 'request'])
    .where('status', '=', 'settled')
    .orderBy('updated_at')
    .execute()
  for (const { server, request } of settled) {
    const { state, proposal } = JSON.parse(request)
    if (state.outcome.kind !== 'applied' && state.outcome.kind !== 'unchanged') continue
    for (const { name, after } of proposal.hosts as readonly HostPlan[]) {
      if (after === undefined) continue
      await db
        .insertInto('applied_hosts')
        .values({ server, name, text: after })
        .onConflict((conflict) => conflict.columns(['server', 'name']).doUpdateSet({ text: after }))
        .execute()
    }
  }
}

async function createDrifts(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('drifts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('drift', 'text', (column) => column.notNull())
    .addColumn('channel', 'text')
    .addColumn('ts', 'text')
    .execute()
  await db.schema
    .createIndex('drifts_by_server_and_status')
    .on('drifts')
    .columns(['server', 'status'])
    .execute()
}

async function createAnnouncements(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('announcements')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'text', (column) => column.notNull())
    .execute()
}
