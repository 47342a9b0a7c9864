import { listedWords } from './change-addresses.ts'
import { setComments, setTenure } from './change-comment.ts'
import { setStatement } from './change-statement.ts'
import { changeWords, wordsIn } from './change-words.ts'
import { commentsOf } from './comments.ts'
import { endOfLine, endOfWords, newlineNear, startOfLine } from './edit-lines.ts'
import { EditRefused } from './edit-refused.ts'
import { beginsWith, statementAt } from './edit-statement.ts'
import { parse } from './parse.ts'
import type { Splice } from './remove.ts'
import { applyEdits, type ByteString, encodeText } from './source.ts'
import { type Statement, type SyntaxTree, wordsOf } from './syntax.ts'
import type { Tenure } from './tenure.ts'
import { tokenStart } from './token.ts'

/** What a host is to say; `undefined` keeps what it says. */
export interface HostChange {
  readonly name: string | undefined
  /** Of an Ethernet card, normalised. */
  readonly mac: string | undefined
  /** Addresses or names of `fixed-address`; none takes the statement out. */
  readonly addresses: readonly string[] | undefined
  /** Addresses of `fixed-address6`, likewise. */
  readonly addresses6: readonly string[] | undefined
  /** Text for people, a line for each comment; `''` takes the comments out. */
  readonly comment: string | undefined
  /** Whose it is and until when; `none` takes the comment out that says it. */
  readonly tenure?: Tenure | 'none' | undefined
  readonly options: readonly OptionChange[]
}

/** A plain statement of a host: `option host-name`, `filename`, `next-server`. */
export interface OptionChange {
  /** The words that it begins with. */
  readonly key: string
  /** The words behind them as they are to be written, or undefined to take it out. */
  readonly value: string | undefined
}

/**
 * Changes a host in its own formatting: one splice from the first byte that differs to the last.
 * @throws EditRefused where that would need a person's judgement.
 */
export function changeHost(tree: SyntaxTree, host: Statement, change: HostChange): Splice {
  const { content } = tree
  const own = commentsOf(tree, host)
  // Whole lines, so that it is seen what else stands on them.
  const from = startOfLine(content, tokenStart(tree.tokens, own.first))
  const end = endOfWords(content, tree.tokens.ends[own.end - 1] ?? content.length)
  const lines = content.slice(from, endOfLine(content, end))
  const steps = stepsOf(change, newlineNear(content, end))
  return shortest(from, lines, changed(lines, tokenStart(tree.tokens, host.first) - from, steps))
}

type Step = (tree: SyntaxTree, host: Statement) => readonly Splice[]

/** One step after another, each on the result of the one before, so that they cannot get into each other's way. */
function changed(lines: ByteString, start: number, steps: readonly Step[]): ByteString {
  let text = lines
  let offset = start
  for (const step of steps) {
    const tree = parse(text)
    const found = statementAt(tree, offset)
    if (!found) throw new EditRefused('it cannot be told apart from what shares its lines')
    const splices = step(tree, found.statement)
    text = applyEdits(text, splices)
    offset += growthBefore(offset, splices)
  }
  return text
}

/** By how much comments that are put above the host, or taken out there, move its first word. */
function growthBefore(offset: number, splices: readonly Splice[]): number {
  return splices
    .filter((splice) => splice.offset + splice.length <= offset)
    .reduce((growth, { content, length }) => growth + content.length - length, 0)
}

function stepsOf(change: HostChange, newline: ByteString): Step[] {
  const { name, mac, addresses, addresses6, comment, tenure, options } = change
  const steps: Step[] = []
  if (name !== undefined) steps.push((tree, host) => rename(tree, host, name))
  if (mac !== undefined) steps.push((tree, host) => setMac(tree, host, mac))
  if (addresses) steps.push((tree, host) => setAddresses(tree, host, 'fixed-address', addresses))
  if (addresses6) steps.push((tree, host) => setAddresses(tree, host, 'fixed-address6', addresses6))
  for (const option of options) steps.push((tree, host) => setOption(tree, host, option))
  if (comment !== undefined) {
    const lines = comment === '' ? [] : comment.split('\n')
    steps.push((tree, host) => setComments(tree, host, lines, newline))
  }
  if (tenure !== undefined) steps.push((tree, host) => setTenure(tree, host, tenure, newline))
  return steps
}

function rename(tree: SyntaxTree, host: Statement, name: string): readonly Splice[] {
  const [keyword = 'host'] = wordsOf(tree, host)
  return changeWords(tree, host, [keyword, name])
}

function setMac(tree: SyntaxTree, host: Statement, mac: string): readonly Splice[] {
  const hardware = host.block?.find((inner) => beginsWith(tree, inner, ['hardware']))
  const old = hardware && wordsOf(tree, hardware)
  if (old && old[1]?.toLowerCase() !== 'ethernet') throw new EditRefused('its card is no Ethernet card')
  const written = old?.slice(2).join('') ?? ''
  const isUpper = /[A-F]/.test(written) && !/[a-f]/.test(written)
  return setStatement(tree, host, ['hardware', 'ethernet'], [isUpper ? mac.toUpperCase() : mac], 'first')
}

function setAddresses(
  tree: SyntaxTree,
  host: Statement,
  keyword: 'fixed-address' | 'fixed-address6',
  addresses: readonly string[],
): readonly Splice[] {
  const written = host.block?.find((inner) => beginsWith(tree, inner, [keyword]))
  const words = listedWords(addresses, written ? wordsOf(tree, written).slice(1) : [])
  return setStatement(tree, host, [keyword], words.length === 0 ? undefined : words, 'hardware')
}

function setOption(tree: SyntaxTree, host: Statement, { key, value }: OptionChange): readonly Splice[] {
  const words = value === undefined ? undefined : wordsIn(encodeText(value))
  return setStatement(tree, host, key.split(' '), words, undefined)
}

/** The splice that leaves out what is the same at both ends. */
function shortest(offset: number, before: ByteString, after: ByteString): Splice {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head++
  let tail = 0
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  return {
    offset: offset + head,
    length: before.length - tail - head,
    content: after.slice(head, after.length - tail),
  }
}
