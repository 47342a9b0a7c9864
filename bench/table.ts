import type { Row } from './measure.ts'

/** The rows in columns, values with three digits that count, and below them the details of those that have some. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map(({ name, value, unit, goal, met }) => [
    name,
    value === undefined ? '' : rounded(value),
    unit,
    goal ?? '',
    goal === undefined ? '' : met ? 'met' : 'MISSED',
  ])
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  const details = rows.flatMap(({ name, detail }) =>
    detail === undefined ? [] : [`\n${name}:\n${detail}\n`],
  )
  return [...cells.map((row) => `${line(row).trimEnd()}\n`), ...details].join('')
}

/** The rows as JSON, every row with all of its keys: `null` where there is no value or no goal. */
export function jsonOf(rows: readonly Row[]): string {
  return `${JSON.stringify(rows, (_key, value) => value ?? null, 2)}\n`
}

/** Three digits, but never an exponent, nor a rounded count of files or megabytes. */
function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)))
}
