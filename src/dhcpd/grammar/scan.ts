import type { ByteString } from '../source.ts'
import { keywordFrom } from './keywords.ts'
import type { LexemeType } from './lexeme.ts'

const NAME_BYTE = /[A-Za-z0-9_-]/
const HEX_DIGIT = 1
const DIGIT = 2
const OTHER_NAME_BYTE = 4

/** What each byte can be a part of. */
const roles = new Uint8Array(256)
for (let code = 0; code < 256; code++) {
  const byte = String.fromCharCode(code)
  if (!NAME_BYTE.test(byte)) continue
  roles[code] = /[0-9]/.test(byte) ? DIGIT : /[a-fA-F]/.test(byte) ? HEX_DIGIT : OTHER_NAME_BYTE
}

const MINUS = 0x2d
const UNDERSCORE = 0x5f

/** Offset past the piece of a word that dhcpd takes for one token: a name, a number, or a single other byte. */
export function endOfPiece(content: ByteString, start: number, limit: number): number {
  const first = content.charCodeAt(start)
  if (!roles[first] || first === UNDERSCORE) return start + 1
  let end = start + 1
  while (end < limit && roles[content.charCodeAt(end)]) end++
  return end
}

/** Classifies a piece of a word (`read_number`, `read_num_or_name` and `intern` in `common/conflex.c`). */
export function typeOfPiece(content: ByteString, start: number, end: number): LexemeType {
  const first = content.charCodeAt(start)
  const role = roles[first]
  if (!role || first === UNDERSCORE) return content.charAt(start)
  if (role === DIGIT || first === MINUS) return numberType(content, start, end)
  return keywordFrom(content.slice(start, end)) ?? nameType(content, start, end)
}

/** The first letter is not looked at. */
function nameType(content: ByteString, start: number, end: number): LexemeType {
  for (let at = start + 1; at < end; at++) {
    if (roles[content.charCodeAt(at)] === OTHER_NAME_BYTE) return 'NAME'
  }
  return 'NUMBER_OR_NAME'
}

/** A number that meets a letter becomes a name for good, but for `0x` with a hexadecimal digit behind it. */
function numberType(content: ByteString, start: number, end: number): LexemeType {
  let type = 'NUMBER'
  for (let at = start + 1; at < end; at++) {
    const role = roles[content.charCodeAt(at)]
    if (role === OTHER_NAME_BYTE) type = 'NAME'
    else if (type === 'NAME') {
      if (at === start + 2 && /^0[xX]/.test(content.slice(start, at))) type = 'NUMBER_OR_NAME'
    } else if (role === HEX_DIGIT) type = 'NUMBER_OR_NAME'
  }
  return type
}
