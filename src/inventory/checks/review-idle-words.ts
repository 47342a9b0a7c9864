import { distance } from 'fastest-levenshtein'
import { statementWords } from '../../dhcpd/grammar/declarations.ts'
import type { IdleWord } from '../../dhcpd/grammar/world.ts'
import { decodeText } from '../../dhcpd/source.ts'
import type { Report } from './configuration-finding.ts'

/** Words that begin no statement and that dhcpd passes over, as a misspelt `authoritative;`. */
export function reviewIdleWords(idleWords: readonly IdleWord[], report: Report): void {
  if (idleWords.length === 0) return
  const known = statementWords()
  const meant = new Map<string, string | undefined>()
  for (const place of idleWords) {
    const word = place.word.toLowerCase()
    if (!meant.has(word)) meant.set(word, nearest(word, known))
    report('unknown-word', place, said(decodeText(place.word), meant.get(word)))
  }
}

function said(word: string, meant: string | undefined): string {
  const what = `\`${word}\` is no statement of dhcpd, and does nothing`
  return meant === undefined ? `${what}.` : `${what}: did you mean \`${meant}\`?`
}

/** Two keys in the wrong order are two slips. */
const SLIPS = 2

/** The word that somebody most likely meant, when one is close to what they wrote. */
function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined
  let slips = Math.min(SLIPS, word.length / 3) + 1
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= slips) continue
    const found = distance(word, candidate)
    if (found < slips) [best, slips] = [candidate, found]
  }
  return best
}
