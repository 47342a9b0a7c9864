/** How many pieces a bar has. */
const LENGTH = 10

/**
 * A part of a whole as a bar of text. It never looks empty or full where it is not; the numbers have to stand beside it,
 * as not everybody sees it.
 */
export function bar(part: number, whole: number): string {
  return '▰'.repeat(filled(part, whole)).padEnd(LENGTH, '▱')
}

function filled(part: number, whole: number): number {
  if (part >= whole) return LENGTH
  if (part <= 0) return 0
  return Math.min(LENGTH - 1, Math.max(1, Math.round((part / whole) * LENGTH)))
}
