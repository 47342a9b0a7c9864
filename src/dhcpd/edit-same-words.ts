import type { ByteString } from './source.ts'
import { isTrivia, type Tokens, tokenStart } from './token.ts'
import { tokenize } from './tokenize.ts'

/** A part of a file, in bytes. */
export interface Extent {
  readonly offset: number
  readonly length: number
}

/**
 * Whether two contents say the same words in the same order, but for the declarations that are left out of each:
 * white space and comments aside, nothing else has changed.
 */
export function haveSameWords(
  a: ByteString,
  leftOutOfA: readonly Extent[],
  b: ByteString,
  leftOutOfB: readonly Extent[],
): boolean {
  const ofA = wordsOutside(a, leftOutOfA)
  const ofB = wordsOutside(b, leftOutOfB)
  for (;;) {
    const word = ofA.next()
    const other = ofB.next()
    if (word.done || other.done) return Boolean(word.done && other.done)
    if (word.value !== other.value) return false
  }
}

function* wordsOutside(content: ByteString, leftOut: readonly Extent[]): Generator<ByteString> {
  const tokens: Tokens = tokenize(content)
  const parts = leftOut.toSorted((x, y) => x.offset - y.offset).values()
  let part = parts.next().value
  for (let index = 0; index < tokens.kinds.length; index++) {
    if (isTrivia(tokens.kinds[index])) continue
    const start = tokenStart(tokens, index)
    while (part && start >= part.offset + part.length) part = parts.next().value
    if (!part || start < part.offset) yield content.slice(start, tokens.ends[index])
  }
}
