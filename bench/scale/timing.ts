import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { atMost, beside, percentile, type Row } from '../measure.ts'
import { withFolder } from './places.ts'

/** What an operation of the store may take, in milliseconds. */
const MOST = 10

/** The milliseconds of a job, each time that it is done. */
export async function timesOfJob(
  times: number,
  job: (turn: number) => Promise<unknown>,
): Promise<readonly number[]> {
  const all: number[] = []
  for (let turn = 0; turn < times; turn++) {
    const began = performance.now()
    await job(turn)
    all.push(performance.now() - began)
  }
  return all
}

/** Rows of an operation of the store, with its goal. */
export function operationRows(name: string, milliseconds: readonly number[], detail?: string): Row[] {
  const slow = atMost('… p99', percentile(milliseconds, 99), 'ms', MOST)
  const usual = beside(`${name}, p50`, percentile(milliseconds, 50), 'ms')
  return [detail === undefined ? usual : { ...usual, detail }, slow]
}

const FLUSHES = 300
const BLOCK = Buffer.alloc(4_096)

/** What the disk alone takes for the least that a commit writes: no store that loses nothing is quicker. */
export async function flushRows(): Promise<Row[]> {
  return withFolder(async (folder) => {
    const file = openSync(join(folder, 'flushed'), 'w')
    const times = await timesOfJob(FLUSHES, async () => {
      writeSync(file, BLOCK)
      fdatasyncSync(file)
    })
    closeSync(file)
    return [
      beside('4 KiB written and flushed by hand, p50', percentile(times, 50), 'ms'),
      beside('… p99', percentile(times, 99), 'ms'),
    ]
  })
}
