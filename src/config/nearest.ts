/** How many slips of the keyboard still leave a word recognisable: two keys in the wrong order are two. */
const slips = 2

/** The known word that somebody most likely meant, when one is close to what they wrote. */
export function nearest(written: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((word) => ({ word, distance: distance(written.toLowerCase(), word.toLowerCase()) }))
    .filter(({ word, distance }) => distance <= Math.min(slips, word.length / 2))
    .toSorted((a, b) => a.distance - b.distance)
  return best?.word
}

/** The beginning of a word (`deadline` for `deadlineSeconds`) is as good as one slip. */
function distance(written: string, word: string): number {
  return written.length > 2 && word.startsWith(written) ? 1 : editDistance(written, word)
}

/** Levenshtein's distance: how many characters are put in, left out or replaced. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, character] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (character === other ? 0 : 1)
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
