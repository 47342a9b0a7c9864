import type { ByteString } from './source.ts'

/** A quoted string as dhcpd reads it. */
export interface QuotedString {
  /** One past its closing quote, or past its last byte where it is not closed. */
  readonly end: number
  readonly closed: boolean
  /** What it stands for. */
  readonly value: ByteString
  /** Offset of an escape that dhcpd does not accept (`\xZZ`, `\19`). */
  readonly badEscape: number | undefined
}

const END_OF_FILE = '\u00ff'
const CONTROL_ESCAPES: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n', b: '\b' }

/**
 * Reads the string whose opening quote stands at `start`, byte for byte as dhcpd does (`common/conflex.c`):
 * `\t \r \n \b`, `\ooo` (first digit 0–3) and `\xHH` mean a byte, any other escaped byte means itself.
 * A byte 0xFF ends the file even here.
 */
export function readQuoted(content: ByteString, start: number): QuotedString {
  const plain = plainString(content, start)
  return plain ?? new StringReader(content, start).read()
}

/** Most strings hold no escape and no 0xFF: found without a look at each byte. */
function plainString(content: ByteString, start: number): QuotedString | undefined {
  const quote = content.indexOf('"', start + 1)
  if (quote === -1) return undefined
  const value = content.slice(start + 1, quote)
  if (value.includes('\\') || value.includes(END_OF_FILE)) return undefined
  return { end: quote + 1, closed: true, value, badEscape: undefined }
}

class StringReader {
  readonly #content: ByteString
  #position: number
  #value = ''
  #badEscape: number | undefined

  constructor(content: ByteString, start: number) {
    this.#content = content
    this.#position = start + 1
  }

  read(): QuotedString {
    let closed = false
    for (let byte = this.#take(); byte !== undefined; byte = this.#take()) {
      if (byte === '"') {
        closed = true
        break
      }
      if (byte === '\\') this.#readEscape()
      else this.#value += byte
    }
    return { end: this.#position, closed, value: this.#value, badEscape: this.#badEscape }
  }

  /** The next byte, or undefined at the end of the file. */
  #take(): string | undefined {
    const byte = this.#content[this.#position]
    if (byte === undefined || byte === END_OF_FILE) return undefined
    this.#position++
    return byte
  }

  #readEscape(): void {
    const byte = this.#take()
    if (byte === undefined) return
    if (byte === 'x') this.#readHex()
    else if (byte >= '0' && byte <= '3') this.#readOctal(Number(byte))
    else this.#value += CONTROL_ESCAPES[byte] ?? byte
  }

  #readHex(): void {
    let code = 0
    for (let count = 0; count < 2; count++) {
      const byte = this.#take()
      if (byte === undefined || !/[0-9a-fA-F]/.test(byte)) {
        this.#badEscape ??= this.#position - 1
        return
      }
      code = code * 16 + Number.parseInt(byte, 16)
    }
    this.#value += String.fromCharCode(code)
  }

  /**
   * Where `\0` or `\00` is not followed by an octal digit, dhcpd drops the byte that stands there, be it the closing
   * quote, and takes the one after it as escaped.
   */
  #readOctal(first: number): void {
    let code = first
    for (let count = 0; count < 2; count++) {
      const byte = this.#take()
      if (byte === undefined) return
      if (byte < '0' || byte > '7') {
        if (code === 0) this.#readEscape()
        else this.#badEscape ??= this.#position - 1
        return
      }
      code = code * 8 + Number(byte)
    }
    this.#value += String.fromCharCode(code & 0xff)
  }
}
