import { randomUUID } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import type { Card, CardStore } from '../usecases/ports.ts'
import type { CardTable, Schema } from './schema.ts'

/** The cards, each under an id that tells nothing and cannot be guessed. */
export function cardStore(db: Kysely<Schema>): CardStore {
  return {
    ofRequest: (requestId) => ofRequest(db, requestId),
    ensure: (requestId, revision) => ensure(db, requestId, revision),
    find: (cardId) => find(db, cardId),
    async posted(cardId, { channel, ts }) {
      await db
        .updateTable('cards')
        .set({ channel, ts })
        .where('id', '=', cardId)
        .where('ts', 'is', null)
        .execute()
    },
    async forget(cardId) {
      await db.updateTable('cards').set({ channel: null, ts: null }).where('id', '=', cardId).execute()
    },
  }
}

async function ofRequest(db: Kysely<Schema>, requestId: number): Promise<readonly Card[]> {
  const rows = await db
    .selectFrom('cards')
    .selectAll()
    .where('request_id', '=', requestId)
    .orderBy('revision')
    .execute()
  return rows.map(fromRow)
}

/** Several may ask at once: the first insertion stands and all read the same card. */
async function ensure(db: Kysely<Schema>, requestId: number, revision: number): Promise<Card> {
  await db
    .insertInto('cards')
    .values({ id: randomUUID(), request_id: requestId, revision, channel: null, ts: null })
    .onConflict((conflict) => conflict.columns(['request_id', 'revision']).doNothing())
    .execute()
  const row = await db
    .selectFrom('cards')
    .selectAll()
    .where('request_id', '=', requestId)
    .where('revision', '=', revision)
    .executeTakeFirstOrThrow()
  return fromRow(row)
}

async function find(db: Kysely<Schema>, cardId: string): Promise<Card | undefined> {
  const row = await db.selectFrom('cards').selectAll().where('id', '=', cardId).executeTakeFirst()
  return row && fromRow(row)
}

function fromRow(row: Selectable<CardTable>): Card {
  const { id, request_id: requestId, revision, channel, ts } = row
  return { id, requestId, revision, message: channel !== null && ts !== null ? { channel, ts } : undefined }
}
