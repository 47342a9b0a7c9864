import pg from 'pg'
import { watchCalls } from './watch-calls.ts'

/** How often this process has asked PostgreSQL so far. */
export type RoundTrips = () => number

/** Counts what this process asks PostgreSQL from now on, whoever asks: a statement and its answer are one round trip. */
export function countRoundTrips(): RoundTrips {
  let count = 0
  watchCalls(pg.Client.prototype, 'query', () => {
    count += 1
  })
  return () => count
}
