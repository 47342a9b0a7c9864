import { type Kysely, sql, type Transaction } from 'kysely'
// pg-boss: a queue in the database that is there anyway; a ring is committed with what it is for, or not at all.
import { fromKysely, PgBoss } from 'pg-boss'
import library from 'pg-boss/package.json' with { type: 'json' }
import type { Doorbell } from '../usecases/ports.ts'
import type { Schema } from './schema.ts'

/**
 * One job of a server's at a time, however many are queued: a ring that comes while a server is worked on stays until
 * it was heard. (The policies that drop doubled jobs can drop one that is sent while a worker takes the other.)
 */
const SERVERS = 'servers'
/** Messages are sent by one process at a time. */
const MESSAGES = 'messages'

/** Seconds after which a job of a process that was killed is given to another. */
const HEARTBEAT = 15
/** What was rung for stands in the store, and a sweep finds it: an old ring is worth nothing. Seconds. */
const KEPT = 600
/** Seconds between two looks for rings that nobody was woken by. */
const LOOK = 5

const QUEUE = {
  policy: 'singleton',
  notify: true,
  heartbeatSeconds: HEARTBEAT,
  retentionSeconds: KEPT,
  deleteAfterSeconds: KEPT,
} as const

/** Rings as part of a transaction. */
export type RingIn = (trx: Transaction<Schema>, server: string) => Promise<void>

/** What a store offers that several processes have open. */
export interface SharedStore {
  /** Wakes a process that sends messages. */
  ringForMessages(): Promise<void>
  /** @param onError is told of the database's troubles; the bell comes back by itself. */
  openDoorbell(onError: (error: unknown) => void): Promise<Doorbell>
}

/**
 * Makes the bell's own tables, or brings them up to date.
 * @returns their schema
 */
export async function installDoorbell(url: string, db: Kysely<Schema>): Promise<string> {
  const schema = await schemaOf(db)
  if (await isUpToDate(quiet(new PgBoss({ db: fromKysely(db), schema })))) return schema
  const boss = quiet(new PgBoss({ ...connection(url, schema), supervise: false }))
  try {
    await boss.start()
    for (const name of [SERVERS, MESSAGES]) await boss.createQueue(name, QUEUE)
    return schema
  } finally {
    await boss.stop({ graceful: false })
  }
}

/** Asking is much quicker than starting it to see. */
async function isUpToDate(boss: PgBoss): Promise<boolean> {
  if (!(await boss.isInstalled()) || (await boss.schemaVersion()) !== library.pgboss.schema) return false
  return (await boss.getQueues([SERVERS, MESSAGES])).length === 2
}

/** The bell of a store: to ring it, nothing has to be listening. */
export function doorbellOf(
  url: string,
  db: Kysely<Schema>,
  schema: string,
): SharedStore & { readonly ringIn: RingIn } {
  const boss = quiet(new PgBoss({ db: fromKysely(db), schema }))
  return {
    async ringIn(trx, server) {
      await boss.send(SERVERS, { server }, { singletonKey: server, db: fromKysely(trx) })
    },
    async ringForMessages() {
      await boss.send(MESSAGES, {}, { singletonKey: MESSAGES })
    },
    openDoorbell: (onError) => openDoorbell(url, schema, onError),
  }
}

async function openDoorbell(
  url: string,
  schema: string,
  onError: (error: unknown) => void,
): Promise<Doorbell> {
  const boss = new PgBoss({ ...connection(url, schema), useListenNotify: true })
  boss.on('error', onError)
  await boss.start()

  /** One answer does for all rings that are there before it begins: what each is for was stored together with it. */
  async function takeAlong(queue: string, key: string): Promise<void> {
    const others = await boss.findJobs(queue, { key, queued: true })
    const ids = others.map(({ id }) => id)
    if (ids.length > 0) await boss.deleteJob(queue, ids)
  }

  /** Answers one ring at a time, and after it looks at once for the next: nobody rings for one that had to wait. */
  async function answer<T extends object>(
    queue: string,
    keyOf: (ring: T) => string,
    onRing: (ring: T) => Promise<void>,
  ): Promise<void> {
    const worker: { id?: string } = {}
    worker.id = await boss.work<T>(
      queue,
      { batchSize: 1, pollingIntervalSeconds: LOOK, notifyPollingIntervalSeconds: LOOK },
      async ([job]) => {
        if (!job) return
        await takeAlong(queue, keyOf(job.data))
        await onRing(job.data).finally(() => worker.id && boss.notifyWorker(worker.id))
      },
    )
  }

  return {
    async answerServers(atOnce, onRing) {
      for (let count = 0; count < atOnce; count++)
        await answer<{ server: string }>(
          SERVERS,
          ({ server }) => server,
          ({ server }) => onRing(server),
        )
    },
    answerMessages: (onRing) => answer(MESSAGES, () => MESSAGES, onRing),
    close: () => boss.stop({ graceful: true, timeout: 30_000 }),
  }
}

/** Cron jobs are not ours: the timers have turns of their own. */
function connection(connectionString: string, schema: string) {
  return { connectionString, schema, application_name: 'leasehold', max: 4, schedule: false }
}

/** What goes wrong is thrown where it is asked for; an error that is told to nobody would end the process. */
function quiet(boss: PgBoss): PgBoss {
  return boss.on('error', () => {})
}

/** One database may hold several stores, each in a schema of its own and with a bell of its own. */
async function schemaOf(db: Kysely<Schema>): Promise<string> {
  const { rows } = await sql<{ schema: string }>`select current_schema() || '_bell' as schema`.execute(db)
  return rows[0]?.schema ?? 'leasehold_bell'
}
