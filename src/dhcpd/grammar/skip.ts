import type { Reader } from './reader.ts'

/**
 * Passes over what dhcpd passes over: up to a `;` outside of braces, or to the `}` of the braces that it met or
 * stands in (`skip_to_semi` in `common/parse.c`).
 */
export function skipToSemicolon(reader: Reader): void {
  let depth = 0
  while (reader.peek().type !== 'END') {
    const { type } = reader.next()
    if (type === '{') depth++
    if (type === '}' && --depth <= 0) return
    if (type === ';' && depth === 0) return
  }
}
