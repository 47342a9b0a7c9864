import type { Request } from '../../src/request/request.ts'
import { openStore } from '../../src/store/store.ts'
import { serverName } from '../../test/support/simulated/site.ts'
import { beside, percentile, type Row } from '../measure.ts'
import { approve } from './approve.ts'
import { type Kind, withFolder } from './places.ts'
import { asker } from './seed.ts'
import { openSide } from './side.ts'
import { operationRows, timesOfJob } from './timing.ts'

const SERVERS = 40
const TIMES = 500

/** Each operation of the store by itself, with nothing else going on. */
export async function benchOperations({ name, withPlace }: Kind): Promise<Row[]> {
  return withFolder((folder) =>
    withPlace(async (place) => {
      await using parts = new AsyncDisposableStack()
      const store = await openStore(place)
      parts.defer(store.close)
      const { requests } = store
      const ask = await asker(store, { folder, servers: SERVERS, milliseconds: 0 })
      const made: Request[] = []
      const requestOf = (turn: number) => made[turn] as Request
      const rows = async (what: string, job: (turn: number) => Promise<unknown>) =>
        operationRows(`${name}, ${what}`, await timesOfJob(TIMES, job))
      const side = parts.use(await openSide(place))
      const nothing = await timesOfJob(TIMES, () => side.rows('select 1'))
      return [
        [
          beside(`${name}, a statement that asks for nothing, p50`, percentile(nothing, 50), 'ms'),
          beside('… p99', percentile(nothing, 99), 'ms'),
        ],
        await rows('a submission', async (turn) => made.push(await ask(turn))),
        await rows('the list of pending of a server', (turn) =>
          requests.withStatus(serverName(turn % SERVERS), ['pending']),
        ),
        await rows('an approval', (turn) => approve(requests, requestOf(turn))),
        await rows('a look-up by id', (turn) => requests.find(requestOf(turn).id)),
        await rows('the history of a request', (turn) => requests.history(requestOf(turn).id)),
      ].flat()
    }),
  )
}
