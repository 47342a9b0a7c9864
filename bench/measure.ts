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

/**
 * Wall time of a command in milliseconds, its start included.
 * @throws Error when it cannot be run, or exits with another code than 0.
 */
export function timeOf(command: string, ...words: readonly string[]): number {
  const before = performance.now()
  const { status, error, stderr } = spawnSync(command, words, { stdio: ['ignore', 'ignore', 'pipe'] })
  const time = performance.now() - before
  if (error) throw error
  if (status !== 0) throw new Error(`${command} exits with ${status}: ${stderr}`)
  return time
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

/** The rows in columns. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map(({ name, value, unit, goal, met }) => [
    name,
    value === undefined ? '' : value.toPrecision(3),
    unit,
    goal ?? '',
    goal === undefined ? '' : met ? 'met' : 'MISSED',
  ])
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  return cells.map((row) => `${line(row).trimEnd()}\n`).join('')
}
