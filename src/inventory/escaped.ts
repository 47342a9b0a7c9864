const LONGEST_SHOWN = 80

/**
 * What a person typed, fit to be shown back: everything but visible ASCII is written as `\u{…}`, so that homoglyphs,
 * direction marks and zero-width characters are seen; a backquote too, as messages quote with it. Long text is cut.
 */
export function escaped(text: string): string {
  let shown = ''
  let count = 0
  for (const character of text) {
    if (count++ === LONGEST_SHOWN) return `${shown}…`
    const code = character.codePointAt(0) ?? 0
    const visible = code >= 0x20 && code < 0x7f && character !== '`'
    shown += visible ? character : `\\u{${code.toString(16)}}`
  }
  return shown
}
