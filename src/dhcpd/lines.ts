import { grown } from './flat-arrays.ts'
import type { ByteString } from './source.ts'

/** A place for people: both counted from 1, the column in bytes. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Offsets at which the lines of a file begin. Only a line feed ends a line, as in dhcpd's own counting. */
export type LineStarts = Uint32Array

export function lineStarts(content: ByteString): LineStarts {
  let starts = new Uint32Array((content.length >> 4) + 16)
  let count = 1
  for (let feed = content.indexOf('\n'); feed !== -1; feed = content.indexOf('\n', feed + 1)) {
    if (count === starts.length) starts = grown(starts)
    starts[count++] = feed + 1
  }
  return starts.subarray(0, count)
}

/** The line and column of an offset, by binary search. */
export function positionAt(starts: LineStarts, offset: number): Position {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
}
