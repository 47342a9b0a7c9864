import { setTimeout } from 'node:timers/promises'
import { openStore, type Store } from '../../src/store/store.ts'
import type { DurablePostgres } from '../../test/support/durable-postgres.ts'
import { atMost, beside, percentile, type Row } from '../measure.ts'
import { approve } from './approve.ts'
import { withFolder } from './places.ts'
import { asker } from './seed.ts'
import { startWorkers } from './workers.ts'

const TIMES = 200
const SERVERS = 10
/** How long a change takes is not measured here. */
const CHANGE = 20
/** Milliseconds from an approval to its being applied. */
const MOST = 100
/** What a worker looks for when it starts. */
const FIRST_LOOK = 3_000

/** From an approval in one process to the beginning of its apply in another, with nothing else going on. */
export async function benchIdle(postgres: DurablePostgres): Promise<Row[]> {
  return withFolder(async (folder) => {
    await using parts = new AsyncDisposableStack()
    const place = { postgres: await postgres.database('idle') }
    parts.defer(() => postgres.drop('idle'))
    const site = { folder, servers: SERVERS, milliseconds: CHANGE }
    const store = await openStore(place)
    parts.defer(store.close)
    const ask = await asker(store, site)
    const { hasFailed } = parts.use(await startWorkers(1, { place, site, atOnce: 4 }))
    await setTimeout(FIRST_LOOK)
    const waits: number[] = []
    for (let turn = 0; turn < TIMES; turn++) {
      const request = await ask(turn)
      await approve(store.requests, request)
      waits.push(await waitOf(store, request.id, hasFailed))
    }
    return [
      beside('approval to the beginning of its apply in another process, p50', percentile(waits, 50), 'ms'),
      atMost('… p99', percentile(waits, 99), 'ms', MOST),
    ]
  })
}

/** Milliseconds between two looks, few enough to disturb nobody; the times are those of the audit log. */
const LOOK = 50
const PATIENCE = 180_000
/** A worker that has just settled a request gives its lease back. */
const REST = 50

async function waitOf({ requests }: Store, id: number, hasFailed: () => boolean): Promise<number> {
  const deadline = performance.now() + PATIENCE
  for (;;) {
    const events = await requests.history(id)
    const instantOf = (type: string) => Date.parse(events.find((event) => event.type === type)?.at ?? '')
    if (events.some(({ type }) => type === 'settled')) {
      await setTimeout(REST)
      return instantOf('apply-began') - instantOf('approved')
    }
    if (hasFailed() || performance.now() > deadline) throw new Error(`request ${id} is not applied`)
    await setTimeout(LOOK)
  }
}
