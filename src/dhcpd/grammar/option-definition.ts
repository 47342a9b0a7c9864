import { isIdentifier, type Lexeme } from './lexeme.ts'
import { looseNumber } from './numbers.ts'
import { enter, type Option, type OptionSpace } from './option-spaces.ts'
import type { Reader } from './reader.ts'
import { quoted, said } from './said.ts'

/** The format of an option while its definition is being read. */
interface Draft {
  format: string
  /** An array of all, of what stands between braces or of the one type. */
  readonly isArray: boolean
  readonly isRecord: boolean
  /** A text, string or domain name has no end that could be told: it must come last. */
  ended: boolean
  encapsulates: OptionSpace | undefined
}

const LONGEST_FORMAT = 128

/** Reads what stands behind `option NAME code`, and makes the option known. */
export function readOptionDefinition(reader: Reader, option: Option): void {
  const place = reader.peek()
  option.space.byName.delete(option.name.toLowerCase())
  option.space.byCode.delete(option.code)
  const code = looseNumber(reader.expectNumber('the code of the option').text)
  reader.expect('=')
  const isArray = takeArray(reader)
  const isRecord = reader.take('{')
  const draft: Draft = { format: '', isArray, isRecord, ended: false, encapsulates: undefined }
  if (isRecord) readRecord(reader, draft)
  else readType(reader, draft, isArray)
  reader.semicolon()
  if (draft.encapsulates) enterEncapsulation(reader, place, draft.encapsulates, isArray)
  const suffix = isArray ? (isRecord ? 'A' : 'a') : ''
  option.code = code >>> 0
  option.format = draft.format + suffix
  enter(option)
}

function enterEncapsulation(reader: Reader, place: Lexeme, space: OptionSpace, inArray: boolean): void {
  if (inArray) refuseType(reader, place, 'an array cannot hold encapsulated options')
  if (space.isEncapsulated) {
    refuseType(reader, place, `another option holds the options of \`${quoted(space.name)}\` already`)
  }
  space.isEncapsulated = true
}

function takeArray(reader: Reader): boolean {
  if (!reader.take('array')) return false
  reader.expect('of')
  return true
}

/** The types of a record, with commas between them; one of them may be an array of a plain type. */
function readRecord(reader: Reader, draft: Draft): void {
  do {
    const place = reader.peek()
    if (draft.encapsulates) refuseType(reader, place, '`encapsulate` must come last')
    if (draft.ended) refuseType(reader, place, 'nothing can stand behind a text or string in a record')
    const isArray = takeArray(reader)
    if (isArray && draft.isArray) refuseType(reader, place, 'an array cannot hold another')
    readType(reader, draft, draft.isArray || isArray)
    if (isArray) draft.format += 'a'
  } while (reader.take(','))
  reader.expect('}', '`,` or `}`')
}

/** Types that are a single word. */
const PLAIN_TYPES: ReadonlyMap<string, string> = new Map([
  ['boolean', 'f'],
  ['ip-address', 'I'],
  ['ip6-address', '6'],
])

/** Types that cannot be told from what follows them, and so stand in no array. */
const ENDLESS_TYPES: ReadonlyMap<string, string> = new Map([
  ['text', 't'],
  ['string', 'X'],
  ['domain-name', 'd'],
  ['domain-list', 'D'],
  ['zerolen', 'Z'],
])

function readType(reader: Reader, draft: Draft, inArray: boolean): void {
  const type = reader.next()
  const endless = ENDLESS_TYPES.get(type.type)
  if (endless) {
    if (inArray) refuseType(reader, type, `an array cannot hold ${said(type)}`)
    draft.ended = true
    draft.format += endless
    if (endless === 'D' && reader.take('compressed')) draft.format += 'c'
  } else if (type.type === 'encapsulate') draft.format += readEncapsulation(reader, draft)
  else draft.format += PLAIN_TYPES.get(type.type) ?? readIntegerType(reader, type)
  if (draft.format.length > LONGEST_FORMAT) refuseType(reader, type, 'too many types in one definition')
}

function readEncapsulation(reader: Reader, draft: Draft): string {
  const name = reader.next()
  if (!isIdentifier(name)) reader.unexpected(name, 'the name of an option space')
  const space = reader.world.options.find(name.text)
  if (!space) reader.refuse('unknown-option-space', name, `there is no option space ${said(name)}`)
  draft.encapsulates = space
  return `E${name.text}.`
}

const SIZES: ReadonlyMap<number, string> = new Map([
  [8, 'b'],
  [16, 's'],
  [32, 'l'],
])

/** `[signed | unsigned] integer BITS`: without a word before it, signed. */
function readIntegerType(reader: Reader, first: Lexeme): string {
  const hasSign = first.type === 'signed' || first.type === 'unsigned'
  const keyword = hasSign ? reader.next() : first
  if (keyword.type !== 'integer') {
    refuseType(reader, keyword, `found ${said(keyword)}, expected a type, as \`ip-address\` or \`text\``)
  }
  const bits = reader.expectNumber('a number of bits')
  const letter = SIZES.get(looseNumber(bits.text))
  if (!letter) refuseType(reader, bits, `found ${said(bits)}, expected 8, 16 or 32 bits`)
  return first.type === 'unsigned' ? letter.toUpperCase() : letter
}

function refuseType(reader: Reader, place: Lexeme, message: string): never {
  return reader.refuse('bad-option-definition', place, message)
}

/** How many bytes codes and lengths can take. */
const WIDTHS: Readonly<Record<string, readonly number[]>> = { code: [1, 2, 4], length: [1, 2] }

/** Reads what stands behind `option space`, and makes the space known. */
export function readOptionSpace(reader: Reader): void {
  const name = reader.expectIdentifier('the name of an option space')
  while (!reader.take(';')) readSpaceSetting(reader)
  reader.world.options.define(name.text)
}

function readSpaceSetting(reader: Reader): void {
  const setting = reader.next()
  if (setting.type === 'hash') {
    reader.expect('size')
    const size = reader.expectNumber('a number')
    if (looseNumber(size.text) < 0) refuseType(reader, size, `found ${said(size)}, expected a number`)
    return
  }
  const widths = WIDTHS[setting.type]
  if (!widths) reader.unexpected(setting, '`code width`, `length width`, `hash size` or `;`')
  reader.expect('width')
  const width = reader.expectNumber('a number of bytes')
  if (!widths.includes(looseNumber(width.text))) {
    refuseType(reader, width, `found ${said(width)}, expected one of ${widths.join(', ')}`)
  }
}
