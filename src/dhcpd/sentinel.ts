import type { ByteString } from './source.ts'

/**
 * A word that stands nowhere in a text: put before or behind a part of a file it shows whether the part reaches beyond
 * itself, as no text can take it away and put it back.
 */
export function wordNotIn(text: ByteString): ByteString {
  let word = 'sentinel'
  while (text.includes(word)) word += '-'
  return word
}
