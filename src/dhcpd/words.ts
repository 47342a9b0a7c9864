import type { ByteString } from './source.ts'
import { readQuoted } from './strings.ts'

/** Splits words at commas. */
export function commaGroups(words: readonly ByteString[]): ByteString[][] {
  const groups: ByteString[][] = []
  let group: ByteString[] = []
  groups.push(group)
  for (const word of words) {
    if (word === ',') {
      group = []
      groups.push(group)
    } else group.push(word)
  }
  return groups
}

/** Splits words at commas and closes each part up, as dhcpd allows blanks round dots: `10.0.0 . 5, a` are two. */
export function commaList(words: readonly ByteString[]): ByteString[] {
  return commaGroups(words).map((group) => group.join(''))
}

/** Closes up what blanks round dots have parted: `10.0.0 . 5 10.0.0.9` are two. */
export function dottedList(words: readonly ByteString[]): ByteString[] {
  const parts: ByteString[] = []
  let before = ''
  for (const word of words) {
    const continues = before.endsWith('.') || (before !== '' && word.startsWith('.'))
    if (continues) parts.push(`${parts.pop()}${word}`)
    else parts.push(word)
    before = word
  }
  return parts
}

export function isQuoted(word: ByteString): boolean {
  return word.length >= 2 && word.startsWith('"') && word.endsWith('"')
}

/** The value of a quoted word. */
export function unquoted(word: ByteString): ByteString {
  return readQuoted(word, 0).value
}
