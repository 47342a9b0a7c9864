import { randomUUID } from 'node:crypto'
import type { Kysely, Selectable, Transaction } from 'kysely'
import { type AppliedHost, type Drift, type DriftedHost, isOpen } from '../request/drift.ts'
import type { DriftStore, MessageAddress } from '../usecases/ports.ts'
import { announce } from './announcements.ts'
import { keepApplied } from './applied-hosts.ts'
import { readJsonColumn, readJsonText } from './json-column.ts'
import { followKept } from './registered.ts'
import type { DriftTable, Schema } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** What was applied to each host, and what has drifted from it. */
export function driftStore(db: Kysely<Schema>): DriftStore {
  return {
    applied: (server) => applied(db, server),
    open: (server) => open(db, server),
    find: (id) => find(db, id),
    begin: (drift) => inTransaction(db, (trx) => begin(trx, { id: randomUUID(), ...drift })),
    commit: (drift) => inTransaction(db, (trx) => commit(trx, drift)),
    message: (id) => message(db, id),
    async posted(id, address) {
      const place = { channel: address?.channel ?? null, ts: address?.ts ?? null }
      await db.updateTable('drifts').set(place).where('id', '=', id).execute()
    },
  }
}

async function applied(db: Kysely<Schema>, server: string): Promise<readonly AppliedHost[]> {
  const rows = await db
    .selectFrom('applied_hosts')
    .select(['name', 'text'])
    .where('server', '=', server)
    .orderBy('name')
    .execute()
  return rows.map(({ name, text }) => ({
    name,
    text: readJsonText(`applied_hosts row ${server} ${name}`, text),
  }))
}

async function open(db: Kysely<Schema>, server: string): Promise<readonly Drift[]> {
  const rows = await db
    .selectFrom('drifts')
    .selectAll()
    .where('server', '=', server)
    .where('status', '=', 'open')
    .execute()
  return rows.map(fromRow).toSorted((a, b) => a.noticedAt.localeCompare(b.noticedAt))
}

async function find(db: Kysely<Schema>, id: string): Promise<Drift | undefined> {
  const row = await db.selectFrom('drifts').selectAll().where('id', '=', id).executeTakeFirst()
  return row && fromRow(row)
}

async function begin(trx: Transaction<Schema>, drift: Drift): Promise<Drift> {
  await trx
    .insertInto('drifts')
    .values({ id: drift.id, server: drift.server, channel: null, ts: null, ...toRow(drift) })
    .execute()
  await announce(trx, drift.server, { kind: 'drift', drift: drift.id }, drift.noticedAt)
  return drift
}

/** The version in the `where` clause lets one of several committers through. */
async function commit(trx: Transaction<Schema>, drift: Drift): Promise<boolean> {
  const before = await find(trx, drift.id)
  if (before?.version !== drift.version - 1) return false
  const { numUpdatedRows } = await trx
    .updateTable('drifts')
    .set(toRow(drift))
    .where('id', '=', drift.id)
    .where('version', '=', before.version)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return false
  const ended = drift.hosts.filter((host, index) => host.end && !before.hosts[index]?.end)
  const kept = ended.filter(isKept).map(({ name, found }) => ({ name, text: found }))
  await keepApplied(trx, drift.server, kept)
  await followKept(trx, drift.server, kept)
  await announce(trx, drift.server, { kind: 'drift', drift: drift.id }, ended[0]?.end?.at ?? drift.noticedAt)
  return true
}

function isKept({ end }: DriftedHost): boolean {
  return end?.how === 'kept'
}

async function message(db: Kysely<Schema>, id: string): Promise<MessageAddress | undefined> {
  const row = await db.selectFrom('drifts').select(['channel', 'ts']).where('id', '=', id).executeTakeFirst()
  return row?.channel != null && row.ts != null ? { channel: row.channel, ts: row.ts } : undefined
}

function toRow(drift: Drift): Pick<DriftTable, 'version' | 'status' | 'drift'> {
  const { id: _id, server: _server, version, ...content } = drift
  return { version, status: isOpen(drift) ? 'open' : 'ended', drift: JSON.stringify(content) }
}

function fromRow({ id, server, version, drift }: Selectable<DriftTable>): Drift {
  const content = readJsonColumn<Omit<Drift, 'id' | 'server' | 'version'>>(`drifts row ${id}`, drift)
  return { ...content, id, server, version }
}
