import { changeWords, inARow } from './change-words.ts'
import { leadingBlanks, startOfLine } from './edit-lines.ts'
import { EditRefused } from './edit-refused.ts'
import { beginsWith, textAt } from './edit-statement.ts'
import { pointBehind } from './insertion.ts'
import { cutOut, type Splice } from './remove.ts'
import type { ByteString } from './source.ts'
import { DEFAULT_STYLE } from './stanza.ts'
import { type Statement, type SyntaxTree, wordsOf } from './syntax.ts'
import { TokenKind, tokenStart } from './token.ts'

/**
 * Makes the statement of a host that begins with `key` say `key` and `value`; a missing one is added in the host's own
 * style, and with no value it is taken out. Words of the key stay as they are written.
 * @param behind the beginning of the statement behind which a missing one goes: `undefined` for the last one,
 * `'first'` for before all others
 * @throws EditRefused where several statements begin so.
 */
export function setStatement(
  tree: SyntaxTree,
  host: Statement,
  key: readonly string[],
  value: readonly ByteString[] | undefined,
  behind: string | undefined,
): readonly Splice[] {
  const matching = host.block?.filter((inner) => beginsWith(tree, inner, key)) ?? []
  const [statement] = matching
  if (matching.length > 1) throw new EditRefused(`it has several \`${key.join(' ')}\` statements`)
  if (!statement) {
    return value ? [addStatement(tree, host, `${inARow([...key, ...value])};`, behind)] : []
  }
  if (!value) return [cutOut(tree, statement.first, statement.end)]
  const written = wordsOf(tree, statement).slice(0, key.length)
  return changeWords(tree, statement, [...written, ...value])
}

function addStatement(
  tree: SyntaxTree,
  host: Statement,
  text: ByteString,
  behind: string | undefined,
): Splice {
  const siblings = host.block ?? []
  const [first] = siblings
  if (!first) return addToEmpty(tree, host, text)
  if (behind === 'first') return addBefore(tree, first, text)
  const wanted = behind === undefined ? -1 : siblings.findIndex((inner) => beginsWith(tree, inner, [behind]))
  const index = wanted === -1 ? siblings.length - 1 : wanted
  const statement = siblings[index] ?? first
  const point = pointBehind(tree, { statement, siblings, index }, false)
  if (sharesItsLine(tree, statement, siblings[index + 1])) {
    return { offset: tree.tokens.ends[statement.end - 1] ?? 0, length: 0, content: ` ${text}` }
  }
  return { offset: point.offset, length: 0, content: point.newline + point.outer + text }
}

/** Whether a statement of a host stands on one line with what comes before and after it. */
function sharesItsLine(tree: SyntaxTree, statement: Statement, next: Statement | undefined): boolean {
  const { content } = tree
  const from = tokenStart(tree.tokens, statement.first)
  const line = startOfLine(content, from)
  const begins = leadingBlanks(content.slice(line, from)).length === from - line
  if (!begins) return true
  return next !== undefined && !textBetween(tree, statement, next).includes('\n')
}

function textBetween(tree: SyntaxTree, statement: Statement, next: Statement): ByteString {
  return tree.content.slice(tree.tokens.ends[statement.end - 1], tokenStart(tree.tokens, next.first))
}

/** The new statement takes the place of the first one, which moves on by what stood before it. */
function addBefore(tree: SyntaxTree, first: Statement, text: ByteString): Splice {
  const hasBlanks = tree.tokens.kinds[first.first - 1] === TokenKind.space
  const blanks = hasBlanks ? textAt(tree, first.first - 1) : ' '
  return { offset: tokenStart(tree.tokens, first.first), length: 0, content: text + blanks }
}

/** `{ }` and `{}` stay on one line; braces on two lines get a line between. */
function addToEmpty(tree: SyntaxTree, host: Statement, text: ByteString): Splice {
  const { content } = tree
  const offset = tree.tokens.ends[host.head] ?? 0
  const inside = content.slice(offset, tokenStart(tree.tokens, host.end - 1))
  const feed = inside.indexOf('\n')
  if (feed === -1) return { offset, length: 0, content: inside === '' ? ` ${text} ` : ` ${text}` }
  const close = offset + inside.length
  const outer = content.slice(startOfLine(content, close), close)
  const newline = inside.includes('\r\n') ? '\r\n' : '\n'
  const line = outer + DEFAULT_STYLE.indentation + text + newline
  return { offset: startOfLine(content, close), length: 0, content: line }
}
