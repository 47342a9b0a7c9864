import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Schema } from './schema.ts'

/** The logs that are chained, by their tables. */
export const LOGS = ['audit_log', 'queue_log'] as const
export type LogName = (typeof LOGS)[number]

/** Where an entry stands in its log: its number, from 1 without a gap, and a hash over it and all before it. */
export interface Link {
  readonly seq: number
  readonly hash: string
}

/** What an entry says; `event` is the JSON that is stored. */
export interface Entry {
  /** The id of the request, or the name of the server whose queue it is about. */
  readonly subject: string
  readonly version: number
  readonly at: string
  readonly event: string
}

/** Before the first entry. */
export const START: Link = { seq: 0, hash: '' }

/** The link of an entry behind another one: whoever changes, removes or adds one changes every hash after it. */
export function linkAfter(previous: Link, { subject, version, at, event }: Entry): Link {
  const seq = previous.seq + 1
  const words = JSON.stringify([previous.hash, seq, subject, version, at, event])
  return { seq, hash: createHash('sha256').update(words).digest('hex') }
}

/**
 * Appends links for entries that are stored in this transaction (SAFETY K5). Taking the head locks it, so that writers
 * stand in line.
 * @returns the entries with their links, in order
 */
export async function linkEntries<T extends Entry>(
  trx: Transaction<Schema>,
  log: LogName,
  entries: readonly T[],
): Promise<readonly (T & Link)[]> {
  const taken = await trx
    .updateTable('audit_heads')
    .set((head) => ({ seq: head('seq', '+', entries.length) }))
    .where('log', '=', log)
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow()
  let head: Link = { seq: taken.seq - entries.length, hash: taken.hash }
  const linked = entries.map((entry) => {
    head = linkAfter(head, entry)
    return { ...entry, ...head }
  })
  await trx.updateTable('audit_heads').set({ hash: head.hash }).where('log', '=', log).execute()
  return linked
}
