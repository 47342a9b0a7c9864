import { expectDottedName, readAddressOrName, readIpv6 } from './addresses.ts'
import { readDomainList, readDomainName } from './domain-names.ts'
import { isIdentifier, isNumeric, type Lexeme } from './lexeme.ts'
import { readHexList, readInteger } from './numbers.ts'
import type { Option } from './option-spaces.ts'
import { ENUMERATIONS } from './option-table.ts'
import type { Reader } from './reader.ts'
import { said } from './said.ts'

/**
 * Reads the value of an option by its format (`parse_option_data` in `common/parse.c`), up to its `;`.
 * @throws Refused
 */
export function readOptionData(reader: Reader, option: Option): void {
  const { format } = option
  let at = 0
  for (;;) {
    at = readParts(reader, format, at)
    const part = format[at]
    if (part !== 'A' && part !== 'a') return
    if (reader.take(',')) at = part === 'A' ? 0 : at - 1
    else if (part === 'A' || at + 1 === format.length) return
    else at = format[at + 1] === 'A' ? 0 : at + 1
  }
}

/** Reads parts up to the end of the format or to an `A` or `a`, whose place is returned. */
function readParts(reader: Reader, format: string, from: number): number {
  let at = from
  do {
    const part = format[at]
    if (part === 'A' || part === 'a') return at
    const optional = format[at + 1] === 'o'
    if (part !== 'o' && !(optional && reader.peek().type === ';')) at = readPart(reader, format, at)
    at++
  } while (at < format.length)
  return at
}

/**
 * Reads one part. Where a part may be missing and something else stands there, dhcpd drops what stands there.
 * @returns where in the format the part ends
 */
function readPart(reader: Reader, format: string, at: number): number {
  const part = format[at] ?? ''
  const end = endOfPart(format, at)
  const optional = format[end + 1] === 'o'
  if (part === 'E' || part === 'X') readOctets(reader, optional)
  else if (part === 'N') readChoice(reader, format.slice(at + 1, end))
  else if (part === 'D') readDomainList(reader)
  else {
    const read = WORDS[part]
    if (read) readWord(reader, read, optional)
    else (OTHERS[part] ?? refuseFormat)(reader)
  }
  return end
}

function endOfPart(format: string, at: number): number {
  const part = format[at]
  if (part === 'E' || part === 'N') {
    const dot = format.indexOf('.', at)
    return dot === -1 ? at : dot
  }
  return part === 'D' && format[at + 1] === 'c' ? at + 1 : at
}

/** A part that is one word: whether the word is one, what is expected, and what is checked of its value. */
interface WordPart {
  readonly fits: (lexeme: Lexeme) => boolean
  readonly expected: string
  readonly check: (reader: Reader, lexeme: Lexeme) => void
}

function nothing(): void {}

const NUMBER_PART = { fits: isNumeric, expected: 'a number' }
const NUMBER_32: WordPart = { ...NUMBER_PART, check: (reader, word) => readInteger(reader, word, 0, 32) }
const NUMBER_16: WordPart = { ...NUMBER_PART, check: (reader, word) => readInteger(reader, word, 0, 16) }
const NUMBER_8: WordPart = { ...NUMBER_PART, check: (reader, word) => readInteger(reader, word, 0, 8) }

const FLAG = /^(true|on|false|off|ignore)$/i

const WORDS: Readonly<Record<string, WordPart>> = {
  U: { fits: isIdentifier, expected: 'the name of an option space', check: nothing },
  t: { fits: (word) => word.type === 'STRING' || isIdentifier(word), expected: 'a text', check: nothing },
  f: {
    fits: (word) => isIdentifier(word) && FLAG.test(word.text),
    expected: '`true` or `false`',
    check: nothing,
  },
  T: {
    fits: (word) => word.type === 'infinite' || isNumeric(word),
    expected: 'a number of seconds or `infinite`',
    check: (reader, word) => word.type !== 'infinite' && readInteger(reader, word, 0, 32),
  },
  L: NUMBER_32,
  l: NUMBER_32,
  S: NUMBER_16,
  s: NUMBER_16,
  B: NUMBER_8,
  b: NUMBER_8,
}

const OTHERS: Readonly<Record<string, (reader: Reader) => void>> = {
  I: readAddressOrName,
  '6': readIpv6,
  d: readDomainName,
  k: (reader) => {
    if (!reader.take('STRING')) expectDottedName(reader, 'the name of a key')
  },
  Z: (reader) => {
    if (reader.peek().type !== ';') reader.unexpected(reader.peek(), '`;`: this option has no value')
  },
}

function readWord(reader: Reader, part: WordPart, optional: boolean): void {
  const word = reader.next()
  if (part.fits(word)) part.check(reader, word)
  else if (!optional) reader.refuse('bad-value', word, `found ${said(word)}, expected ${part.expected}`)
}

function readOctets(reader: Reader, optional: boolean): void {
  if (isNumeric(reader.peek())) {
    readHexList(reader)
    return
  }
  const word = reader.next()
  if (word.type !== 'STRING' && !optional) {
    reader.refuse(
      'bad-value',
      word,
      `found ${said(word)}, expected a text in double quotes or octets as \`00:11:22\``,
    )
  }
}

/** One of a set of words, in the case in which the set has them. */
function readChoice(reader: Reader, set: string): void {
  const word = reader.next()
  const choices = ENUMERATIONS[set]?.trim().split(/\s+/) ?? []
  if (isIdentifier(word) && choices.includes(word.text)) return
  reader.refuse('bad-value', word, `found ${said(word)}, expected one of ${choices.join(', ')}`)
}

function refuseFormat(reader: Reader): never {
  reader.refuse('bad-value', reader.peek(), 'this option cannot be given a value')
}
