import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { CLAIM_LOCK, OWN_SCHEMA } from './dialect.ts'
import { clientConfig, HASTY } from './node-postgres.ts'
import { nameOf } from './open-postgres.ts'
import { explainPostgres } from './postgres-failure.ts'
import { StoreError } from './store-error.ts'

/** Between two tries to have the claim again, in milliseconds. */
const PAUSE = 1_000

/** `shared`: beside other bots. `alone`: while no bot works on the store, and keeping them off. */
export type ClaimMode = 'shared' | 'alone'

const LOCKS = { shared: 'pg_try_advisory_lock_shared', alone: 'pg_try_advisory_lock' } as const

/**
 * Claims a PostgreSQL store. An advisory lock of a connection of its own holds it, and goes with the
 * connection: where that is cut, the claim is taken again as soon as the database answers.
 * @param onLost is told when another process has taken it meanwhile.
 * @returns what gives the claim back.
 * @throws StoreError (rejects) when another process has it, or the database cannot be used.
 */
export async function claimDatabase(
  url: string,
  mode: ClaimMode,
  onLost: (error: StoreError) => void,
): Promise<() => Promise<void>> {
  const name = nameOf(url)
  const ending = new AbortController()
  let holder = await take(url, name, mode)
  if (!holder) throw IN_USE[mode](name)
  holder.once('end', takeAgain)

  async function takeAgain(): Promise<void> {
    holder = undefined
    while (!ending.signal.aborted) {
      const next = await takeLater(url, name, mode, ending.signal)
      if (next === 'taken by another') return onLost(IN_USE[mode](name))
      if (next === 'no answer') continue
      holder = next
      holder.once('end', takeAgain)
      return
    }
  }

  return async () => {
    ending.abort()
    await holder?.end()
  }
}

async function takeLater(
  url: string,
  name: string,
  mode: ClaimMode,
  signal: AbortSignal,
): Promise<pg.Client | 'no answer' | 'taken by another'> {
  try {
    await setTimeout(PAUSE, undefined, { signal, ref: false })
    return (await take(url, name, mode)) ?? 'taken by another'
  } catch {
    return 'no answer'
  }
}

/** @returns undefined when another process has the claim. */
async function take(url: string, name: string, mode: ClaimMode): Promise<pg.Client | undefined> {
  const client = new pg.Client(clientConfig(url, HASTY))
  // A connection that is cut ends, which is heard of; its error says no more.
  client.on('error', () => {})
  try {
    await client.connect()
    // Where our machine is gone without a word, the server notices within half a minute.
    await client.query(
      `select set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false),
        set_config('tcp_keepalives_count', '3', false)`,
    )
    const { rows } = await client.query(`select ${LOCKS[mode]}($1, ${OWN_SCHEMA}) as taken`, [CLAIM_LOCK])
    if (rows[0]?.taken) return client
    await client.end()
    return undefined
  } catch (error) {
    await client.end().catch(() => {})
    throw explainPostgres(error, name)
  }
}

const IN_USE: Readonly<Record<ClaimMode, (name: string) => StoreError>> = {
  shared: (name) =>
    new StoreError(
      `The store ${name} is being filled by leasehold store copy.`,
      'Start the bot when that is done.',
    ),
  alone: (name) =>
    new StoreError(
      `The store ${name} is in use by another Leasehold.`,
      'Stop every bot that works on it first, or name a database of its own.',
    ),
}
