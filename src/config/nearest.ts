import { distance as editDistance } from 'fastest-levenshtein'

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
