import { type LineStarts, lineStarts } from '../../dhcpd/lines.ts'
import type { Configuration } from '../../dhcpd/source.ts'
import type { Place, Problem } from '../model.ts'

/** The lines of one file in which dhcpd would refuse something. */
interface RefusedFile {
  /** In ascending order, counted from 1. */
  readonly refused: number[]
  readonly starts: LineStarts
}

/** Where in a configuration dhcpd would refuse something. */
export class RefusedLines {
  readonly #files = new Map<string, RefusedFile>()

  constructor({ files }: Configuration, problems: readonly Problem[]) {
    for (const { path, line } of problems) this.#linesOf(path, files).push(line)
    for (const { refused } of this.#files.values()) refused.sort((a, b) => a - b)
  }

  /** Whether one of the lines that a statement stands on is among them. */
  touch({ path, line, offset, length }: Place): boolean {
    const file = this.#files.get(path)
    const next = file?.refused[firstFrom(line, file.refused)]
    return next !== undefined && (file?.starts[next - 1] ?? 0) < offset + length
  }

  #linesOf(path: string, files: Configuration['files']): number[] {
    const known = this.#files.get(path)
    if (known) return known.refused
    const content = files.find((file) => file.path === path)?.content ?? ''
    const refused: number[] = []
    this.#files.set(path, { refused, starts: lineStarts(content) })
    return refused
  }
}

/** The index of the first number that is not below a line, by binary search in numbers that ascend. */
function firstFrom(line: number, lines: readonly number[]): number {
  let low = 0
  let high = lines.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle] ?? 0) < line) low = middle + 1
    else high = middle
  }
  return low
}
