import type { Run } from './matrix.ts'
import { STEPS } from './steps.ts'

/** Runs by fault and step, as `RUNS` or `RUNS/VIOLATIONS`, with the totals of each fault. */
export function tableOf(runs: readonly Run[]): string {
  const head = ['fault', ...STEPS, 'runs', 'violations']
  const rows = [...Map.groupBy(runs, ({ fault }) => fault)].map(([fault, own]) => [
    fault,
    ...STEPS.map((step) => cell(own.filter((run) => run.step === step))),
    String(own.length),
    String(violationsIn(own)),
  ])
  const table = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  return table
    .map((row) => `${row.map((text, column) => padded(text, column, widths)).join('  ')}\n`)
    .join('')
}

export function violationsIn(runs: readonly Run[]): number {
  return runs.filter(({ violation }) => violation !== undefined).length
}

function cell(runs: readonly Run[]): string {
  const violations = violationsIn(runs)
  if (runs.length === 0) return ''
  return violations === 0 ? String(runs.length) : `${runs.length}/${violations}`
}

function padded(text: string, column: number, widths: readonly number[]): string {
  const width = widths[column] ?? 0
  return column === 0 ? text.padEnd(width) : text.padStart(width)
}
