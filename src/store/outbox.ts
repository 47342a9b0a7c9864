import type { Kysely } from 'kysely'
import type { RequestEvent } from '../request/events.ts'
import type { Delivery, Outbox } from '../usecases/ports.ts'
import { dueRows } from './due-rows.ts'
import { readJsonColumn } from './json-column.ts'
import type { Schema } from './schema.ts'

/** What is still to be told; the words come from the audit log, so that nothing is kept twice. */
export function outbox(db: Kysely<Schema>): Outbox {
  return { ...dueRows(db, 'deliveries'), due: (at, limit) => due(db, at, limit) }
}

async function due(db: Kysely<Schema>, at: string, limit: number): Promise<readonly Delivery[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('audit_log', (join) =>
      join
        .onRef('audit_log.request_id', '=', 'deliveries.request_id')
        .onRef('audit_log.version', '=', 'deliveries.version'),
    )
    .select([
      'deliveries.id',
      'deliveries.request_id as requestId',
      'deliveries.recipient',
      'deliveries.version',
      'deliveries.attempts',
      'audit_log.seq',
      'audit_log.event',
    ])
    .where('deliveries.due_at', '<=', at)
    .orderBy('deliveries.id')
    .limit(limit)
    .execute()
  return rows.map(({ seq, event: written, recipient, ...row }) => {
    const event = readJsonColumn<RequestEvent>(`audit_log row ${seq}`, written)
    return { ...row, event, to: recipientOf(recipient, event) }
  })
}

function recipientOf(recipient: string, event: RequestEvent): Delivery['to'] {
  if (recipient === 'card' || recipient === 'requester') return recipient
  const named = event.type === 'reminded-people' && event.people.find(({ user }) => user === recipient)
  if (named) return named
  throw new Error(`${recipient} is to be told of an event that does not name them`)
}
