import type { ByteString } from '../source.ts'
import type { Lexeme } from './lexeme.ts'
import type { Reader } from './reader.ts'
import { said } from './said.ts'

/**
 * A number as C's `atoi` reads it: leading digits, cut to 32 bits; 0 where there are none. dhcpd reads codes, ports
 * and lengths so, and never complains.
 */
export function looseNumber(text: ByteString): number {
  const digits = /^-?\d+/.exec(text)?.[0]
  if (digits === undefined) return 0
  const limit = 2n ** 63n
  const value = BigInt(digits)
  const clamped = value >= limit ? limit - 1n : value < -limit ? -limit : value
  return Number(BigInt.asIntN(32, clamped))
}

/** Values of the digits `0`–`9`, `A`–`Z` and `a`–`z` as dhcpd computes them; others are no digits in any base. */
function digitValue(code: number): number {
  if (code >= 0x61) return code - 0x61 + 10
  if (code >= 0x41) return code - 0x41 + 10
  return code >= 0x30 ? code - 0x30 : Number.POSITIVE_INFINITY
}

/**
 * Reads an integer of 8, 16 or 32 bits, maybe negative (`convert_num` in `common/parse.c`).
 * @param base 0: hexadecimal behind `0x`, octal behind `0`, else decimal
 * @returns its bits as an unsigned number
 * @throws Refused when it has other digits or does not fit
 */
export function readInteger(reader: Reader, lexeme: Lexeme, base: 0 | 10 | 16, bits: 8 | 16 | 32): number {
  const negative = lexeme.text.startsWith('-')
  const plain = negative ? lexeme.text.slice(1) : lexeme.text
  const { radix, digits } = base === 0 ? prefixed(plain) : { radix: base, digits: plain }
  let value = digits === '' ? Number.NaN : 0
  for (let index = 0; index < digits.length; index++) {
    const digit = digitValue(digits.charCodeAt(index))
    value = digit < radix ? (value * radix + digit) % 2 ** 32 : Number.NaN
  }
  if (Number.isNaN(value))
    reader.refuse('bad-number', lexeme, `found ${said(lexeme)}, expected ${NUMBERS[radix]}`)
  const largest = negative ? 2 ** (bits - 1) : 2 ** bits - 1
  if (value > largest) {
    reader.refuse('bad-number', lexeme, `${said(lexeme)} is too large: a number of ${bits} bits is expected`)
  }
  return negative ? (2 ** bits - value) % 2 ** bits : value
}

const NUMBERS: Readonly<Record<number, string>> = {
  8: 'an octal number (it begins with 0)',
  10: 'a decimal number',
  16: 'a hexadecimal number',
}

function prefixed(text: ByteString): { radix: number; digits: ByteString } {
  if (text.startsWith('0x')) return { radix: 16, digits: text.slice(2) }
  if (/^0\d/.test(text)) return { radix: 8, digits: text.slice(1) }
  return { radix: 10, digits: text }
}

/**
 * Reads the numbers of a list with a mark between them: exactly `count`, or any number but none.
 * @throws Refused
 */
export function readNumbers(
  reader: Reader,
  separator: '.' | ':',
  base: 10 | 16,
  count: number | undefined,
  expected: string,
): number[] {
  const numbers: number[] = []
  do {
    if (numbers.length > 0 && reader.peek().type !== separator) {
      if (count === undefined) return numbers
      reader.unexpected(reader.next(), expected)
    }
    if (numbers.length > 0) reader.next()
    const lexeme = reader.next()
    const fits = lexeme.type === 'NUMBER' || (base === 16 && lexeme.type === 'NUMBER_OR_NAME')
    if (!fits) reader.unexpected(lexeme, expected)
    numbers.push(readInteger(reader, lexeme, base, 8))
  } while (numbers.length !== count)
  return numbers
}

/** Octets in hexadecimal with colons between them, at least one. */
export function readHexList(reader: Reader, expected = 'octets as `00:11:22`'): number[] {
  return readNumbers(reader, ':', 16, undefined, expected)
}
