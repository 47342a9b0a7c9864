import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StoreSettings } from '../../src/config/settings.ts'
import { startDurablePostgres } from '../support/durable-postgres.ts'
import type { Run } from './matrix.ts'
import { randomNumbers } from './random.ts'
import { stopEverything } from './stops.ts'

const STOPS = 100
/** No step of a transaction: of anything, anywhere. */
const STEP = 'any'

/** Kills everything a hundred times under load, with each store; every stop is a run. */
export async function hundredStops(seed: number, onRun: (run: Run) => void): Promise<void> {
  await inFolder(async (folder) => {
    const place = { sqlite: join(folder, 'leasehold.db') }
    await stopsOf('all killed, SQLite', { place, folder, replicas: 1, longest: 1_500, seed }, onRun)
  })
  await withPostgres((place) =>
    // Longer than the term of a lease at times, so that work is taken over and not only begun.
    inFolder((folder) =>
      stopsOf('all killed, PostgreSQL', { place, folder, replicas: 2, longest: 8_000, seed }, onRun),
    ),
  )
}

interface Where {
  readonly place: StoreSettings
  readonly folder: string
  readonly replicas: number
  /** Milliseconds of the longest life. */
  readonly longest: number
  readonly seed: number
}

async function stopsOf(
  fault: string,
  { place, folder, replicas, longest, seed }: Where,
  onRun: (run: Run) => void,
) {
  const site = { folder: join(folder, 'site'), servers: 5, milliseconds: 100 }
  const random = randomNumbers(seed)
  const lives = Array.from({ length: STOPS }, () => random.next().value % longest)
  const report = await stopEverything({ place, site, replicas, lives }, (stops) => {
    // The last one is told when it is known what came of all.
    if (stops < STOPS) onRun({ fault, step: STEP, violation: undefined })
  })
  const { submitted, approved } = report.acknowledged
  const name = `${fault}: ${submitted} submitted, ${approved} approved`
  const violation = report.violations.length === 0 ? undefined : { name, sentences: report.violations }
  onRun({ fault: name, step: STEP, violation })
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-stops-'))
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function withPostgres(work: (place: StoreSettings) => Promise<void>): Promise<void> {
  await using postgres = await startDurablePostgres()
  await work({ postgres: await postgres.database('stops') })
}
