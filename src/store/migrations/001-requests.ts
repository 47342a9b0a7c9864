import type { Kysely } from 'kysely'
import type { Dialect } from '../dialect.ts'
import type { Schema } from '../schema.ts'

/** Requests, their audit log, the cards that show them, what is still to be told, and the forms that are open. */
export async function createRequests(db: Kysely<Schema>, words: Dialect): Promise<void> {
  await createRequestTable(db)
  await createAuditLog(db, words)
  await createCards(db)
  await createDeliveries(db)
  await createForms(db)
}

async function createRequestTable(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('requests')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('request', 'text', (column) => column.notNull())
    .addColumn('requested_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('requests_by_server_and_status')
    .on('requests')
    .columns(['server', 'status', 'id'])
    .execute()
}

/** The log is append-only whoever writes to it. */
async function createAuditLog(db: Kysely<Schema>, words: Dialect): Promise<void> {
  await db.schema
    .createTable('audit_log')
    .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('request_id', 'integer', (column) => column.notNull().references('requests.id'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addUniqueConstraint('audit_log_one_event_a_version', ['request_id', 'version'])
    .execute()
  await words.forbid(db, 'audit_log', 'update', 'the audit log is append-only')
  await words.forbid(db, 'audit_log', 'delete', 'the audit log is append-only')
}

async function createCards(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('cards')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('request_id', 'integer', (column) => column.notNull().references('requests.id'))
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('channel', 'text')
    .addColumn('ts', 'text')
    .addUniqueConstraint('cards_one_a_revision', ['request_id', 'revision'])
    .execute()
}

async function createDeliveries(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('request_id', 'integer', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('recipient', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'text', (column) => column.notNull())
    .addForeignKeyConstraint('deliveries_of_an_event', ['request_id', 'version'], 'audit_log', [
      'request_id',
      'version',
    ])
    .execute()
}

async function createForms(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('forms')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('team', 'text', (column) => column.notNull())
    .addColumn('user', 'text', (column) => column.notNull())
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('submitted', 'text')
    .addColumn('opened_at', 'text', (column) => column.notNull())
    .execute()
}
