import type { ByteString } from '../source.ts'
import { expectDottedName } from './addresses.ts'
import { cString, type Lexeme } from './lexeme.ts'
import type { Reader } from './reader.ts'
import { quoted } from './said.ts'

/** Domain names in double quotes with commas between them. */
export function readDomainList(reader: Reader): void {
  do {
    const name = reader.expectString('a domain name')
    checkDomainName(reader, name, cString(name.text))
  } while (reader.take(','))
}

/** A domain name without quotes. */
export function readDomainName(reader: Reader): void {
  const place = reader.peek()
  checkDomainName(reader, place, expectDottedName(reader, 'a domain name'))
}

function checkDomainName(reader: Reader, place: Lexeme, name: ByteString): void {
  if (!fitsOnWire(name)) {
    reader.refuse(
      'bad-name',
      place,
      `\`${quoted(name)}\` is no domain name of labels of 1 to 63 bytes, 255 in all`,
    )
  }
}

const LONGEST_LABEL = 63
const LONGEST_NAME = 255

/** Whether a name can be put into a packet (RFC 1035, 3.1 and 5.1): `\DDD` is a byte, `\X` the byte X itself. */
export function fitsOnWire(name: ByteString): boolean {
  if (name === '' || name === '.') return true
  const lengths = labelLengths(name)
  if (lengths === undefined) return false
  if (lengths.at(-1) === 0) lengths.pop()
  const total = lengths.reduce((sum, length) => sum + length + 1, 1)
  return total <= LONGEST_NAME && lengths.every((length) => length > 0 && length <= LONGEST_LABEL)
}

/** Lengths of the labels in bytes, the last one 0 where the name ends with a dot; undefined for a bad escape. */
function labelLengths(name: ByteString): number[] | undefined {
  const lengths: number[] = []
  let length = 0
  for (let at = 0; at < name.length; at++) {
    if (name[at] === '.') {
      lengths.push(length)
      length = 0
      continue
    }
    if (name[at] === '\\') {
      at++
      if (/\d/.test(name[at] ?? '')) {
        const digits = name.slice(at, at + 3)
        if (!/^\d{3}$/.test(digits) || Number(digits) > 255) return undefined
        at += 2
      } else if (at >= name.length) break
    }
    length++
  }
  return [...lengths, length]
}
