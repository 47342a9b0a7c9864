import { parseArgs } from 'node:util'
import { allCases } from '../test/torture/all.ts'
import { type Bed, startBeds } from '../test/torture/bed.ts'
import type { Case } from '../test/torture/case.ts'
import { hundredStops } from '../test/torture/hundred-stops.ts'
import { type Run, runCases } from '../test/torture/matrix.ts'
import { randomNumbers } from '../test/torture/random.ts'
import { tableOf, violationsIn } from '../test/torture/table.ts'

/**
 * Has transactions meet every fault at every step, on real dhcpds: the whole matrix once, then what is drawn from it
 * until the time is over. Then kills the whole bot a hundred times under load, with each store.
 * usage: npm run torture -- [--minutes N] [--seed N] [--only WORDS] [--skip N]
 * `--skip` goes on behind the first N cases of the matrix, after a run of the same seed that was interrupted.
 * Ctrl-C ends it with what was run. Exit codes: 0 no violation, 1 some or not all was run, 2 usage.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    skip: { type: 'string', default: '0' },
  },
})
const deadline = performance.now() + Number(values.minutes) * 60_000
let interrupted = false
/** What `--only` calls the hundred stops. */
const ALL_KILLED = 'all killed'
process.exitCode = await torture()

async function torture(): Promise<number> {
  const beds = await startBeds()
  // What was run until then is still told.
  process.once('SIGINT', () => {
    interrupted = true
  })
  try {
    const cases = await allCases(beds, Number(values.seed))
    const wanted = cases.filter(({ name }) => values.only === undefined || name.includes(values.only))
    const stops = values.only === undefined || ALL_KILLED.includes(values.only)
    if (wanted.length === 0 && !stops) return usage()
    return conclude(await runAll(beds, wanted, stops))
  } finally {
    await close(beds)
  }
}

async function runAll(beds: readonly Bed[], cases: readonly Case[], stops: boolean): Promise<readonly Run[]> {
  const runs: Run[] = []
  const note = (run: Run) => {
    runs.push(run)
    if (run.violation) tell(run.violation.name, run.violation.sentences)
    showProgress(runs, cases.length)
  }
  await runCases(beds, inTurn(cases), note)
  if (stops && !interrupted) await hundredStops(Number(values.seed), note)
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  return runs
}

/** Each case once; then, while there is time and nothing else was asked for, cases drawn by the seed. */
function inTurn(cases: readonly Case[]): () => Case | undefined {
  let taken = Number(values.skip)
  const random = randomNumbers(Number(values.seed))
  return () => {
    if (interrupted) return undefined
    if (taken < cases.length) return cases[taken++]
    if (cases.length === 0) return undefined
    if (values.only !== undefined || performance.now() > deadline) return undefined
    return cases[random.next().value % cases.length]
  }
}

function tell(name: string, sentences: readonly string[]): void {
  console.log(`VIOLATION ${name}`)
  for (const sentence of sentences) console.log(`  ${sentence}`)
  console.log(`  again: npm run torture -- --seed ${values.seed} --only '${name}'`)
}

/** In place on a terminal, else in a line now and then. */
function showProgress(runs: readonly Run[], cases: number): void {
  const text = `${runs.length} runs (${cases} cases), ${violationsIn(runs)} violations`
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
  else if (runs.length % 250 === 0) process.stderr.write(`${text}\n`)
}

function conclude(runs: readonly Run[]): number {
  const violations = violationsIn(runs)
  console.log(tableOf(runs))
  console.log(`${runs.length} runs, ${violations} violations`)
  return violations === 0 && !interrupted ? 0 : 1
}

function usage(): number {
  console.error(`torture: no case has "${values.only}" in its name`)
  return 2
}

async function close(beds: readonly Bed[]): Promise<void> {
  for (const bed of beds) await bed.close()
}
