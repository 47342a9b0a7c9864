import { type ByteString, decodeText } from '../source.ts'
import { isTrivia, TokenKind, tokenStart, tokenText } from '../token.ts'
import { tokenize } from '../tokenize.ts'
import type { Problem } from './problem.ts'

const WIDEST = 100
/** How much of a long line is shown before the place. */
const LEAD = 60

/**
 * A problem for people: `file:line:column: message`, the line, and a caret under the place. Long lines are cut, tabs
 * are kept, what a terminal would act on is replaced, and the secrets of keys are blotted out (SAFETY K6).
 * @param content the whole file in which the problem is
 */
export function showProblem(problem: Problem, content: ByteString): string {
  const { path, line, column, message, offset } = problem
  const head = `${path}:${line}:${column}: ${message}`
  const start = offset - column + 1
  const feed = content.indexOf('\n', start)
  const end = feed === -1 ? content.length : feed
  const shown = withoutSecrets(content, start, end)
  if (shown.trim() === '') return head
  const before = shown.slice(0, column - 1)
  const cutBefore = before.length > LEAD
  const lead = cutBefore ? `…${before.slice(-LEAD)}` : before
  const room = WIDEST - lead.length
  const behind = shown.slice(column - 1).trimEnd()
  const rest = behind.length > room ? `${behind.slice(0, room)}…` : behind
  const blanks = visible(lead).replace(/[^\t]/gu, ' ')
  return `${head}\n  ${visible(lead)}${visible(rest)}\n  ${blanks}^`
}

/** Bytes as text, with a sign in place of what cannot be seen; a tab stays. */
function visible(bytes: ByteString): string {
  return decodeText(bytes).replace(/[^\P{C}\t]/gu, '\ufffd')
}

/** A line of a file, with a star for each byte of the secret of a key. */
function withoutSecrets(content: ByteString, start: number, end: number): ByteString {
  const tokens = tokenize(content)
  const line = [...content.slice(start, end)]
  let inSecret = false
  for (let index = 0; index < tokens.kinds.length; index++) {
    const from = tokenStart(tokens, index)
    if (from >= end) break
    const kind = tokens.kinds[index]
    if (isTrivia(kind)) continue
    if (kind === TokenKind.semicolon || kind === TokenKind.close) inSecret = false
    if (inSecret) {
      const to = Math.min(tokens.ends[index] ?? end, end)
      for (let at = Math.max(from, start); at < to; at++) line[at - start] = '*'
    }
    inSecret ||= kind === TokenKind.word && tokenText(content, tokens, index).toLowerCase() === 'secret'
  }
  return line.join('')
}
