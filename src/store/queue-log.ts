import type { Transaction } from 'kysely'
import { type Link, linkEntries } from './audit-chain.ts'
import type { Schema } from './schema.ts'

/**
 * Appends events to the log of the queues, each with the version it makes.
 * @param head as this transaction took it
 */
export async function logEvents(
  trx: Transaction<Schema>,
  head: Link,
  subject: string,
  versionBefore: number,
  events: readonly { readonly at: string }[],
): Promise<void> {
  const entries = events.map((event, index) => ({
    subject,
    version: versionBefore + index + 1,
    at: event.at,
    event: JSON.stringify(event),
  }))
  for (const { subject: server, ...row } of await linkEntries(trx, 'queue_log', head, entries)) {
    await trx
      .insertInto('queue_log')
      .values({ server, ...row })
      .execute()
  }
}
