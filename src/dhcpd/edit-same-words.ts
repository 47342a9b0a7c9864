import type { ByteString } from './source.ts'
import { isTrivia, type Tokens, tokenStart } from './token.ts'
import { tokenize } from './tokenize.ts'

/** A part of a file, in bytes. */
export interface Extent {
  readonly offset: number
  readonly length: number
}

/** A declaration that is not compared. */
export interface LeftOut {
  readonly place: Extent
  /** Whether the other content has it too: then it must stand between the same words there. */
  readonly isKept: boolean
}

/**
 * Whether two contents say the same words in the same order, but for the declarations that are left out of each:
 * white space and comments aside, nothing else has changed.
 */
export function haveSameWords(
  a: ByteString,
  leftOutOfA: readonly LeftOut[],
  b: ByteString,
  leftOutOfB: readonly LeftOut[],
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

/** What stands for a declaration that is kept: no word of a file is empty. */
const KEPT = ''

function* wordsOutside(content: ByteString, leftOut: readonly LeftOut[]): Generator<ByteString> {
  const tokens: Tokens = tokenize(content)
  const parts = leftOut.toSorted((x, y) => x.place.offset - y.place.offset).values()
  let part = parts.next().value
  for (let index = 0; index < tokens.kinds.length; index++) {
    if (isTrivia(tokens.kinds[index])) continue
    const start = tokenStart(tokens, index)
    while (part && start >= part.place.offset + part.place.length) part = parts.next().value
    if (!part || start < part.place.offset) yield content.slice(start, tokens.ends[index])
    else if (part.isKept && start === part.place.offset) yield KEPT
  }
}
