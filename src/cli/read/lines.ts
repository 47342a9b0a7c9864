import { visible } from '../local/terminal.ts'

/** One JSON object a line. */
export function jsonLines(objects: readonly object[]): string {
  return objects.map((object) => `${JSON.stringify(object)}\n`).join('')
}

/** Rows of cells in columns that are as wide as their widest cell. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  const shown = rows.map((cells) => cells.map((cell) => visible(cell).replaceAll(/[\t\n]/g, ' ')))
  for (const cells of shown) {
    cells.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length)
    })
  }
  const line = (cells: string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  return shown.map((cells) => `${line(cells).trimEnd()}\n`).join('')
}
