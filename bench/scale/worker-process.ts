import process from 'node:process'
import type { Log } from '../../src/usecases/ports.ts'
import { startReplica } from '../../test/support/simulated/replica.ts'
import { countRoundTrips } from './round-trips.ts'

/**
 * A worker in a process of its own, until its parent lets go of it. Says `ready`, and then answers every message with the
 * number of its round trips so far.
 */
const roundTrips = countRoundTrips()
const log: Log = {
  info: () => {},
  warn: () => {},
  error: (fields, message) => void process.stderr.write(`worker: ${message} ${JSON.stringify(fields)}\n`),
}
const replica = await startReplica(JSON.parse(process.argv[2] ?? ''), log)
process.on('message', () => process.send?.(roundTrips()))
process.once('disconnect', () => void replica.stop())
process.send?.('ready')
