import { EditRefused } from './edit-refused.ts'
import { hasCommentBetween, textAt, wordTokens } from './edit-statement.ts'
import type { Splice } from './remove.ts'
import type { ByteString } from './source.ts'
import type { Statement, SyntaxTree } from './syntax.ts'
import { TokenKind, tokenStart } from './token.ts'
import { tokenize } from './tokenize.ts'

/**
 * Makes the words of a statement these, touching only those that differ; blanks between the others stay.
 * @returns no splice where nothing differs
 * @throws EditRefused where a comment stands between the words that would have to go.
 */
export function changeWords(
  tree: SyntaxTree,
  statement: Statement,
  words: readonly ByteString[],
): readonly Splice[] {
  const tokens = wordTokens(tree, statement)
  const old = tokens.map((index) => textAt(tree, index))
  if (old.length === words.length) return changeEach(tree, tokens, words)
  const shorter = Math.min(old.length, words.length)
  let same = 0
  while (same < shorter && old[same] === words[same]) same++
  let tail = 0
  while (tail < shorter - same && old.at(-1 - tail) === words.at(-1 - tail)) tail++
  const fresh = words.slice(same, words.length - tail)
  const stale = tokens.slice(same, tokens.length - tail)
  if (fresh.length === 0 && stale.length === 0) return []
  return [replaceTokens(tree, tokens[same - 1] ?? statement.first, stale, fresh)]
}

/** As many words as before: each that differs takes the place of the old one, so that what stands between stays. */
function changeEach(
  tree: SyntaxTree,
  tokens: readonly number[],
  words: readonly ByteString[],
): readonly Splice[] {
  return tokens.flatMap((token, index) => {
    const [old, word = ''] = [textAt(tree, token), words[index]]
    if (old === word) return []
    return [{ offset: tokenStart(tree.tokens, token), length: old.length, content: word }]
  })
}

/**
 * Cuts the text of a value into words: `10.0.0.1, 10.0.0.2`, `"a b"`.
 * @throws EditRefused where it is more, or less, than words: an end of statement, a brace, a comment, an open string.
 */
export function wordsIn(value: ByteString): ByteString[] {
  const tokens = tokenize(value)
  const words: ByteString[] = []
  for (const [index, kind] of tokens.kinds.entries()) {
    const text = value.slice(tokenStart(tokens, index), tokens.ends[index])
    if (kind === TokenKind.space) continue
    const isWord = kind === TokenKind.word || kind === TokenKind.string || text === ','
    if (!isWord) throw new EditRefused(`\`${text}\` may not stand in a value`)
    words.push(text)
  }
  if (words.length === 0) throw new EditRefused('a value is missing')
  return words
}

/** Words as they are written in a row: single blanks between, none before a comma. */
export function inARow(words: readonly ByteString[]): ByteString {
  return words.map((word, index) => (index === 0 || word === ',' ? word : ` ${word}`)).join('')
}

function replaceTokens(
  tree: SyntaxTree,
  before: number,
  stale: readonly number[],
  fresh: readonly ByteString[],
): Splice {
  const first = stale[0]
  const last = stale.at(-1)
  const text = inARow(fresh)
  if (first === undefined || last === undefined) {
    const offset = tree.tokens.ends[before] ?? 0
    return { offset, length: 0, content: fresh[0] === ',' ? text : ` ${text}` }
  }
  const from = fresh.length > 0 ? first : before + 1
  if (hasCommentBetween(tree, from - 1, last)) {
    throw new EditRefused('a comment stands between the words that would change')
  }
  const offset = tokenStart(tree.tokens, from)
  return { offset, length: (tree.tokens.ends[last] ?? offset) - offset, content: text }
}
