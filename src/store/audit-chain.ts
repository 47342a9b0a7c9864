import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Schema } from './schema.ts'

/** The logs of what happens, by their tables. */
export const LOGS = ['audit_log', 'queue_log'] as const
export type LogName = (typeof LOGS)[number]

/** All that is chained: what was sealed of the logs is a log itself. */
export const CHAINS = ['audit_log', 'queue_log', 'seal_log'] as const
export type ChainName = (typeof CHAINS)[number]

/** Where an entry stands in its log: its number, from 1 without a gap, and a hash over it and all before it. */
export interface Link {
  readonly seq: number
  readonly hash: string
}

/** What an entry says; `event` is the JSON that is stored. */
export interface Entry {
  /** The id of the request, the name of the server whose queue it is about, or that of the log that was sealed. */
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
 * What is wrong with an entry that should be the next one.
 * @param noted heads of its log that were noted elsewhere
 */
export function faultBehind(
  last: Link,
  entry: Entry & Link,
  noted: readonly Link[],
): 'removed' | 'changed' | undefined {
  if (entry.seq !== last.seq + 1) return 'removed'
  if (linkAfter(last, entry).hash !== entry.hash) return 'changed'
  return contradicts(entry, noted) ? 'changed' : undefined
}

/** Whoever can write every hash anew cannot write those anew that were noted elsewhere. */
export function contradicts({ seq, hash }: Link, noted: readonly Link[]): boolean {
  return noted.some((head) => head.seq === seq && head.hash !== hash)
}

/**
 * Takes a log's head, before the transaction writes anything else: writers of a log stand in line from there to their
 * end, so that the chain has no fork and none waits for a row of another. The update that changes nothing is the lock,
 * in the words of both databases.
 */
export async function takeHead(trx: Transaction<Schema>, log: ChainName): Promise<Link> {
  return trx
    .updateTable('audit_heads')
    .set(({ ref }) => ({ seq: ref('seq') }))
    .where('log', '=', log)
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow()
}

/**
 * Appends links for entries that are stored in this transaction (SAFETY K5).
 * @param head as this transaction took it
 * @returns the entries with their links, in order
 */
export async function linkEntries<T extends Entry>(
  trx: Transaction<Schema>,
  log: ChainName,
  head: Link,
  entries: readonly T[],
): Promise<readonly (T & Link)[]> {
  let last = head
  const linked = entries.map((entry) => {
    last = linkAfter(last, entry)
    return { ...entry, ...last }
  })
  await trx.updateTable('audit_heads').set(last).where('log', '=', log).execute()
  return linked
}
