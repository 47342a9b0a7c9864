import type { StoreSettings } from '../../src/config/settings.ts'
import type { Request } from '../../src/request/request.ts'
import type { Subject } from '../../src/request/subjects.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { serverName } from '../../test/support/simulated/site.ts'
import { atMost, type Row } from '../measure.ts'
import { approve } from './approve.ts'
import { fill, subjectsOfHost } from './fill.ts'
import { type Kind, withFolder } from './places.ts'
import { asker } from './seed.ts'
import { openSide, type Side } from './side.ts'
import { plansOf, scansIn, statementsOf } from './statements.ts'
import { operationRows, timesOfJob } from './timing.ts'

const SERVERS = 40
const PENDING = 400
const TIMES = 300
/** So many requests a person is shown of a host. */
const SHOWN = 100

/** What is asked of a store that has served for years, with the plans by which the database answers. */
export async function benchGrowth({ name, withPlace }: Kind, count: number): Promise<Row[]> {
  return withFolder((folder) =>
    withPlace(async (place) => {
      await using parts = new AsyncDisposableStack()
      const store = await openStore(place)
      parts.defer(store.close)
      const side = parts.use(await openSide(place))
      const ask = await asker(store, { folder, servers: SERVERS, milliseconds: 0 })
      const hosts = await fill(store, side, await ask(0), count)
      const pending: Request[] = []
      while (pending.length < PENDING) pending.push(await ask(1 + pending.length))
      await comeToRest(side, place)
      return await measure(`${name}, ${count.toLocaleString('en')} requests`, store, side, { hosts, pending })
    }),
  )
}

/** What a database does by itself after a while: what it knows of its tables is up to date, and all is in its files. */
async function comeToRest(side: Side, place: StoreSettings): Promise<void> {
  await side.run('analyze')
  if ('sqlite' in place) await side.rows('pragma wal_checkpoint(truncate)')
}

/** What is in the tables. */
interface Filled {
  readonly hosts: number
  readonly pending: readonly Request[]
}

async function measure(
  title: string,
  { requests }: Store,
  side: Side,
  { hosts, pending }: Filled,
): Promise<Row[]> {
  async function rows(what: string, job: (turn: number) => Promise<unknown>): Promise<Row[]> {
    const statements = await statementsOf(() => job(TIMES))
    const times = await timesOfJob(TIMES, job)
    return operationRows(`${title}: ${what}`, times, await plansOf(side, statements))
  }
  async function tell(subject: Subject): Promise<void> {
    const found = await requests.about(subject, SHOWN)
    if (found.length === 0) throw new Error(`no request is about ${subject}`)
    await requests.histories(found.map(({ id }) => id))
  }
  // Hosts from all over the tables.
  const host = (turn: number) => subjectsOfHost((turn * 7_919) % hosts)
  const all = [
    await rows('list of pending of a server', (turn) =>
      requests.withStatus(serverName(turn % SERVERS), ['pending']),
    ),
    await rows('history of a host by its name', (turn) => tell(host(turn).name)),
    await rows('history of a host by its MAC', (turn) => tell(host(turn).mac)),
    await rows('history of a host by its address', (turn) => tell(host(turn).address)),
    await rows('an approval', (turn) => approve(requests, pending[turn] as Request)),
  ].flat()
  const scans = all.reduce((sum, { detail = '' }) => sum + scansIn(detail), 0)
  return [...all, atMost('… whole tables read, by the plans', scans, 'tables', 0)]
}
