import type { ByteString } from './source.ts'

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

const CONTROL_ESCAPES: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n', b: '\b' }

/** The value of a quoted word: `\t \r \n \b`, `\ooo` (first digit 0–3) and `\xHH` mean a byte, else the byte itself. */
export function unquoted(word: ByteString): ByteString {
  return word
    .slice(1, -1)
    .replace(/\\(?:x([0-9a-fA-F]{1,2})|([0-3][0-7]{2})|(.))/gs, (_, hex, octal, other) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8))
      return CONTROL_ESCAPES[other] ?? other
    })
}
