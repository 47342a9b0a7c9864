import type { ByteString } from '../source.ts'
import { readQuoted } from '../strings.ts'
import type { SyntaxTree } from '../syntax.ts'
import { TokenKind, tokenStart } from '../token.ts'
import type { Lexeme } from './lexeme.ts'
import { endOfPiece, typeOfPiece } from './scan.ts'

/** A place between lexemes to come back to. */
export interface Mark {
  readonly index: number
  readonly offset: number
  readonly ahead: Lexeme | undefined
}

/**
 * The lexemes of one file, one after the other, with one of look-ahead. They are cut from the tokens only when they
 * are asked for.
 */
export class Lexemes {
  readonly source: SyntaxTree
  readonly #content: ByteString
  #index = 0
  #offset = 0
  #ahead: Lexeme | undefined

  constructor(source: SyntaxTree) {
    this.source = source
    this.#content = source.content
  }

  /** The next lexeme, left in place; only a NUL is lost, as dhcpd loses it. */
  peek(): Lexeme {
    const ahead = this.#ahead ?? this.#cut()
    this.#ahead = ahead.type === 'NUL' ? undefined : ahead
    return ahead
  }

  next(): Lexeme {
    const lexeme = this.#ahead ?? this.#cut()
    this.#ahead = undefined
    return lexeme
  }

  /** Takes the next lexeme if it is of a type. */
  take(type: string): boolean {
    if (this.peek().type !== type) return false
    this.next()
    return true
  }

  /** Index of the token that comes next; undefined within a token, and where one was looked at ahead. */
  get nextToken(): number | undefined {
    const isWhole = this.#offset === tokenStart(this.source.tokens, this.#index)
    return isWhole && !this.#ahead ? this.#index : undefined
  }

  /** Passes over all tokens before one. */
  skipTo(index: number): void {
    this.#index = index
    this.#offset = tokenStart(this.source.tokens, index)
    this.#ahead = undefined
  }

  mark(): Mark {
    return { index: this.#index, offset: this.#offset, ahead: this.#ahead }
  }

  reset(mark: Mark): void {
    this.#index = mark.index
    this.#offset = mark.offset
    this.#ahead = mark.ahead
  }

  #cut(): Lexeme {
    const { kinds, ends } = this.source.tokens
    let spaced = false
    for (; this.#index < kinds.length; this.#advance(ends[this.#index] ?? 0)) {
      switch (kinds[this.#index]) {
        case TokenKind.comment:
          break
        case TokenKind.space:
          spaced ||= !this.#isEndOfComment()
          break
        case TokenKind.word:
          return this.#piece(spaced)
        case TokenKind.string:
        case TokenKind.openString:
          return this.#string(spaced)
        case TokenKind.alien: {
          // A 0xFF that dhcpd passes over is nothing; the first byte of a byte order mark is a mark of its own.
          const byte = this.#content.charAt(this.#offset)
          if (byte === '\u00ff') break
          return this.#whole(byte === '\0' ? 'NUL' : byte, spaced)
        }
        case TokenKind.unread:
          return this.#end()
        default:
          return this.#whole(this.#content.charAt(this.#offset), spaced)
      }
    }
    return this.#end()
  }

  /** The line feed that ends a comment is a part of it for dhcpd, and so no white space. */
  #isEndOfComment(): boolean {
    const { kinds, ends } = this.source.tokens
    if (kinds[this.#index - 1] !== TokenKind.comment) return false
    return (ends[this.#index] ?? 0) - this.#offset === 1 && this.#content[this.#offset] === '\n'
  }

  #piece(spaced: boolean): Lexeme {
    const limit = this.source.tokens.ends[this.#index] ?? 0
    const offset = this.#offset
    const end = endOfPiece(this.#content, offset, limit)
    const type = typeOfPiece(this.#content, offset, end)
    if (end === limit) this.#advance(end)
    else this.#offset = end
    return { type, text: this.#content.slice(offset, end), offset, end, spaced }
  }

  #string(spaced: boolean): Lexeme {
    const offset = this.#offset
    const { value, end } = readQuoted(this.#content, offset)
    this.#advance(end)
    return { type: 'STRING', text: value, offset, end, spaced }
  }

  #whole(type: string, spaced: boolean): Lexeme {
    const offset = this.#offset
    const end = this.source.tokens.ends[this.#index] ?? offset
    this.#advance(end)
    return { type, text: type === 'NUL' ? '' : this.#content.slice(offset, end), offset, end, spaced }
  }

  #end(): Lexeme {
    const offset = Math.min(tokenStart(this.source.tokens, this.#index), this.#content.length)
    return { type: 'END', text: '', offset, end: offset, spaced: false }
  }

  #advance(offset: number): void {
    this.#index++
    this.#offset = offset
  }
}
