import { startDurablePostgres } from '../test/support/durable-postgres.ts'
import type { Row } from './measure.ts'
import { benchFlood } from './scale/flood.ts'
import { benchGrowth } from './scale/growth.ts'
import { benchIdle } from './scale/idle.ts'
import { benchOperations } from './scale/operations.ts'
import { kindsOf } from './scale/places.ts'
import { countRoundTrips } from './scale/round-trips.ts'
import { flushRows } from './scale/timing.ts'

/** The requests that a store has grown to, for each that is in the flood. */
const GROWN = 100

/**
 * A flood of approvals with one worker and with several, and what the store takes for each operation, new and grown, on
 * both databases.
 * @param requests in the flood
 */
export async function benchScale(requests = 10_000): Promise<Row[]> {
  const roundTrips = countRoundTrips()
  await using postgres = await startDurablePostgres()
  const kinds = kindsOf(postgres)
  const rows = await flushRows()
  for (const kind of kinds) rows.push(...(await benchOperations(kind)))
  rows.push(...(await benchIdle(postgres)))
  rows.push(...(await benchFlood(postgres, requests, roundTrips)))
  for (const kind of kinds) rows.push(...(await benchGrowth(kind, requests * GROWN)))
  return rows
}
