import { expectDottedName, readDottedName } from './addresses.ts'
import { cString, type Lexeme } from './lexeme.ts'
import type { Reader } from './reader.ts'

/** What a `key` block has said so far; an empty secret makes dhcpd drop the key without a word. */
interface KeyParts {
  algorithm: boolean
  secret: 'missing' | 'empty' | 'given'
}

/**
 * Reads what stands behind `key`. A `;` may follow it, as BIND has it. Messages quote nothing of a key (SAFETY K6).
 */
export function readKey(reader: Reader): void {
  const place = reader.peek()
  const name = reader.take('STRING') ? cString(place.text) : readDottedName(reader)
  if (name === undefined) reader.unexpected(place, 'the name of a key')
  const parts: KeyParts = { algorithm: false, secret: 'missing' }
  reader.block(reader.expect('{'), (ahead) => readPart(reader, ahead, parts))
  if (parts.secret === 'empty') return
  if (!parts.algorithm || parts.secret === 'missing') {
    reader.report(
      'incomplete-key',
      place,
      'a key needs an algorithm and a secret: dhcpd crashes without them',
    )
  }
  reader.take(';')
  reader.world.keys.add(name.toLowerCase())
}

function readPart(reader: Reader, ahead: Lexeme, parts: KeyParts): void {
  switch (ahead.type) {
    case 'algorithm':
      if (parts.algorithm) refuseSecond(reader, ahead)
      reader.next()
      expectDottedName(reader, 'the name of an algorithm')
      parts.algorithm = true
      break
    case 'secret':
      if (parts.secret !== 'missing') refuseSecond(reader, ahead)
      reader.next()
      parts.secret = readSecret(reader)
      break
    default:
      reader.refuse('unexpected-word', ahead, 'expected `algorithm`, `secret` or the `}` of this key')
  }
  reader.semicolon()
}

function refuseSecond(reader: Reader, { offset, type }: Lexeme): never {
  reader.refuse('duplicate-statement', { offset }, `this key has its \`${type}\` already`)
}

const BASE64 = /^[A-Za-z0-9+/=]*$/

/** Reads base64 in pieces: `+` and `/` end a word for dhcpd. Quotes round it are allowed. */
function readSecret(reader: Reader): 'empty' | 'given' {
  const { offset } = reader.peek()
  let text = ''
  do text += cString(reader.next().text)
  while (reader.peek().type !== 'END' && BASE64.test(cString(reader.peek().text)))
  const digits = text.replace(/=+$/, '')
  if (!/^[A-Za-z0-9+/]*$/.test(digits) || (text.length % 4 !== 0 && hasBitsLeft(digits))) {
    reader.refuse('bad-value', { offset }, 'a secret is expected to be base64')
  }
  return digits.length < 2 ? 'empty' : 'given'
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const MASKS = [0, 0b111111, 0b1111, 0b11]

/** Whether the bits behind the last whole byte say something. */
function hasBitsLeft(digits: string): boolean {
  const last = DIGITS.indexOf(digits.at(-1) ?? 'A')
  return (last & (MASKS[digits.length % 4] ?? 0)) !== 0
}
