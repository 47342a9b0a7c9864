import { spawnSync } from 'node:child_process'

/** One line of a bench's table. */
export interface Row {
  readonly name: string
  /** Undefined where it could not be measured; `unit` then says why. */
  readonly value: number | undefined
  readonly unit: string
  /** What it must be, as `≤ 0.4`; undefined for what stands beside it to be compared. */
  readonly goal: string | undefined
  readonly met: boolean
  /** What is printed below the table, to be read with it. */
  readonly detail?: string
}

/** A value that must be at most `most`. */
export function atMost(name: string, value: number, unit: string, most: number): Row {
  return { name, value, unit, goal: `≤ ${most}`, met: value <= most }
}

/** A value that must be at least `least`. */
export function atLeast(name: string, value: number, unit: string, least: number): Row {
  return { name, value, unit, goal: `≥ ${least}`, met: value >= least }
}

/** A value without a goal. */
export function beside(name: string, value: number | undefined, unit: string): Row {
  return { name, value, unit, goal: undefined, met: true }
}

/** What came of a command. */
export interface Run {
  /** Null when a signal ended it. */
  readonly status: number | null
  /** Wall time, the program's start included. */
  readonly milliseconds: number
  readonly output: string
  /** What it said on standard error. */
  readonly complaint: string
}

/** A program that is to be measured is not on this machine. */
export class NotInstalled extends Error {}

/** Daemons live where an ordinary user's path does not look. */
const PATH = `${process.env.PATH ?? ''}:/usr/local/sbin:/usr/sbin:/sbin`

/**
 * Runs a command to its end.
 * @throws NotInstalled also for exit code 127, with which shells say so
 */
export function run(command: string, words: readonly string[]): Run {
  const before = performance.now()
  const { status, error, stdout, stderr } = spawnSync(command, words, {
    env: { ...process.env, PATH },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: Number.POSITIVE_INFINITY,
  })
  const milliseconds = performance.now() - before
  if (status === 127 || (error && 'code' in error && error.code === 'ENOENT')) {
    throw new NotInstalled(`${command} is not installed`)
  }
  if (error) throw error
  return { status, milliseconds, output: stdout, complaint: stderr }
}

/**
 * Wall time of a command in milliseconds, its start included.
 * @throws Error when it cannot be run, or exits with another code than 0.
 */
export function timeOf(command: string, ...words: readonly string[]): number {
  const { status, milliseconds, complaint } = run(command, words)
  if (status !== 0) throw new Error(`${command} exits with ${status}: ${complaint}`)
  return milliseconds
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

/** The least value that so many percent of all do not exceed; NaN where there is none. */
export function percentile(values: readonly number[], percent: number): number {
  const rank = Math.ceil((values.length * percent) / 100)
  return values.toSorted((a, b) => a - b)[Math.max(rank, 1) - 1] ?? Number.NaN
}
