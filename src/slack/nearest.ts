import { closest, distance } from 'fastest-levenshtein'

/** The known word that was probably meant, or undefined when none is near: more than two letters differ. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const candidate = closest(word, known)
  return distance(word, candidate) <= 2 ? candidate : undefined
}
