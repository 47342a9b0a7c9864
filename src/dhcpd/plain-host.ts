import { plainIpv4 } from './ipv4.ts'
import type { ByteString } from './source.ts'
import { isTrivia, TokenKind, type Tokens, tokenStart } from './token.ts'

/** A host of the shape that nearly all have. */
export interface PlainHost {
  readonly name: ByteString
  /** In lower case with two-digit octets. */
  readonly mac: string | undefined
  /** In plain decimal. */
  readonly address: string | undefined
}

/** A file cut into tokens. */
interface Source {
  readonly content: ByteString
  readonly tokens: Tokens
}

/**
 * Reads a host that says nothing but `hardware ethernet`, `fixed-address` with one IPv4 address and `option host-name`
 * with a string, each once at most and in the spelling that nearly all are written in. Nearly all hosts of a large
 * file are so, and are read several times as fast as by looking at each of their statements for itself; all that is
 * written in any other way is left to those who do.
 * @param keyword index of the token `host`
 * @returns undefined for any other host, right or wrong
 */
export function plainHostAt({ content, tokens }: Source, keyword: number): PlainHost | undefined {
  // A tree looks for its tokens each time that it is asked for them.
  const source = { content, tokens }
  const { kinds } = tokens
  const name = behind(kinds, keyword)
  const open = behind(kinds, name)
  if (kinds[open] !== TokenKind.open || !isPlainName(source, name)) return undefined
  let mac: string | undefined
  let address: string | undefined
  let hasHostName = false
  let at = behind(kinds, open)
  while (kinds[at] !== TokenKind.close) {
    let value = behind(kinds, at)
    if (isWord(source, at, 'fixed-address') && address === undefined) {
      address = addressAt(source, value)
      if (address === undefined) return undefined
    } else if (isWord(source, at, 'hardware') && mac === undefined && isWord(source, value, 'ethernet')) {
      value = behind(kinds, value)
      mac = macAt(source, value)
      if (mac === undefined) return undefined
    } else if (isWord(source, at, 'option') && !hasHostName && isWord(source, value, 'host-name')) {
      value = behind(kinds, value)
      if (kinds[value] !== TokenKind.string) return undefined
      hasHostName = true
    } else return undefined
    const end = behind(kinds, value)
    if (kinds[end] !== TokenKind.semicolon) return undefined
    at = behind(kinds, end)
  }
  return { name: textAt(source, name), mac, address }
}

/** Whether a token is the keyword, as nearly all write it. */
export function isHostAt(source: Source, index: number): boolean {
  return isWord(source, index, 'host')
}

/** The name of a plain host, and where it stands in bytes. */
export function plainNameAt(
  source: Source,
  keyword: number,
): { readonly name: ByteString; readonly offset: number } {
  const name = behind(source.tokens.kinds, keyword)
  return { name: textAt(source, name), offset: tokenStart(source.tokens, name) }
}

/** Index of the next token that counts. */
export function behind(kinds: Uint8Array, index: number): number {
  let next = index + 1
  while (isTrivia(kinds[next])) next++
  return next
}

function isWord({ content, tokens }: Source, index: number, word: string): boolean {
  const start = tokenStart(tokens, index)
  return tokens.ends[index] === start + word.length && content.startsWith(word, start)
}

function textAt({ content, tokens }: Source, index: number): ByteString {
  return content.slice(tokenStart(tokens, index), tokens.ends[index])
}

const LETTER = 1
const DIGIT = 2
const INNER = 4
const HEX = 8
const roles = new Uint8Array(256)
for (let byte = 0; byte < 256; byte++) {
  const text = String.fromCharCode(byte)
  if (/[A-Za-z]/.test(text)) roles[byte] = LETTER
  if (/[0-9]/.test(text)) roles[byte] = DIGIT
  if (/[_-]/.test(text)) roles[byte] = INNER
  if (/[0-9a-f]/.test(text)) roles[byte] = (roles[byte] ?? 0) | HEX
}
const DOT = 0x2e
const COLON = 0x3a

/** Labels that begin with a letter and go on with letters, digits, `-` and `_`, with dots between them. */
function isPlainName({ content, tokens }: Source, index: number): boolean {
  const end = tokens.ends[index] ?? 0
  let begins = true
  for (let at = tokenStart(tokens, index); at < end; at++) {
    const byte = content.charCodeAt(at)
    const role = roles[byte] ?? 0
    if (begins ? (role & LETTER) === 0 : role === 0 && byte !== DOT) return false
    begins = byte === DOT
  }
  return !begins
}

/** Six octets of two digits in lower case. */
function macAt(source: Source, index: number): string | undefined {
  const { content, tokens } = source
  const start = tokenStart(tokens, index)
  if (tokens.ends[index] !== start + 17) return undefined
  for (let at = 0; at < 17; at++) {
    const byte = content.charCodeAt(start + at)
    const fits = at % 3 === 2 ? byte === COLON : ((roles[byte] ?? 0) & HEX) !== 0
    if (!fits) return undefined
  }
  return textAt(source, index)
}

function addressAt(source: Source, index: number): string | undefined {
  return plainIpv4(textAt(source, index))
}
