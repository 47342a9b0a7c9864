import { GrowingTable } from './growing-table.ts'
import { type LineStarts, lineStarts, positionAt } from './lines.ts'
import type { ByteString } from './source.ts'
import { HAS_BLOCK, IS_COMPLETE } from './statement.ts'
import { type SyntaxProblem, type SyntaxProblemCode, SyntaxTree } from './syntax.ts'
import { isTrivia, TokenKind, type Tokens, tokenStart, tokenText } from './token.ts'
import { tokenize } from './tokenize.ts'

/**
 * Reads a file: statements of words up to `;` or a block in braces, nested to any depth.
 * Takes any bytes and never throws: what is not understood becomes a problem, the rest is still read.
 */
export function parse(content: ByteString): SyntaxTree {
  return new Reader(content).read()
}

const RECORD_OPENERS: ReadonlySet<string> = new Set(['=', 'of'])

/** A block whose closing brace has not been met yet; -1 stands for the file itself. */
const FILE = -1
const NONE = -1

/** One walk over the tokens with an explicit stack, so that no depth of braces can exhaust the machine's own. */
class Reader {
  readonly #content: ByteString
  readonly #tokens: Tokens
  readonly #table: GrowingTable
  readonly #problems: SyntaxProblem[] = []
  #lines: LineStarts | undefined = undefined
  /** The blocks that are open round the present one, as indexes of statements. */
  readonly #outer: number[] = []
  #block = FILE
  /** The last statement of the present block, or -1. */
  #last = NONE
  /** First word of the statement being read, or -1 between statements. */
  #first = NONE
  /** Inside the braces of an option definition, `option x code 200 = { ip-address, text };`: words, no block. */
  #inRecord = false

  constructor(content: ByteString) {
    this.#content = content
    this.#tokens = tokenize(content)
    this.#table = new GrowingTable((content.length >> 5) + 16)
  }

  read(): SyntaxTree {
    const { kinds } = this.#tokens
    for (let index = 0; index < kinds.length; index++) {
      const kind = kinds[index] as TokenKind
      // Trivia and the words of a statement that has begun change nothing: three tokens in four.
      if (!isTrivia(kind) && !(kind === TokenKind.word && this.#first !== NONE)) this.#take(index, kind)
    }
    this.#finish()
    return new SyntaxTree(
      this.#content,
      { tokens: this.#tokens, table: this.#table.closed() },
      this.#problems,
    )
  }

  #take(index: number, kind: TokenKind): void {
    switch (kind) {
      case TokenKind.word:
      case TokenKind.string:
      case TokenKind.mark:
        if (this.#first === NONE) this.#first = index
        return
      case TokenKind.semicolon:
        this.#endStatement(index)
        return
      case TokenKind.open:
        this.#openBlock(index)
        return
      case TokenKind.close:
        this.#closeBlock(index)
        return
      case TokenKind.openString:
        if (this.#first === NONE) this.#first = index
        this.#report('unclosed-string', index, 'this string has no closing quote')
        return
      case TokenKind.alien:
        this.#report(
          'alien-bytes',
          index,
          'a byte order mark, NUL or 0xFF, which no configuration should hold',
        )
        return
      case TokenKind.unread:
        this.#report('unread-bytes', index, 'a byte 0xFF: dhcpd ignores it and all that follows')
    }
  }

  #endStatement(index: number): void {
    if (this.#inRecord) this.#report('unclosed-block', index, 'the braces of this definition are not closed')
    if (this.#first !== NONE) this.#addLine(index, index + 1, IS_COMPLETE)
    else if (this.#followsKey()) this.#table.end(this.#last, index + 1, HAS_BLOCK | IS_COMPLETE)
    else this.#report('stray-semicolon', index, 'a `;` that ends no statement')
  }

  #openBlock(index: number): void {
    if (this.#beginsRecord(index)) {
      this.#inRecord = true
      return
    }
    if (this.#first === NONE) this.#report('block-without-name', index, 'a `{` that no declaration opens')
    this.#outer.push(this.#block)
    this.#block = this.#table.add(this.#first === NONE ? index : this.#first, index)
    this.#last = NONE
    this.#first = NONE
  }

  #closeBlock(index: number): void {
    if (this.#inRecord) {
      this.#inRecord = false
      return
    }
    this.#endIncomplete(index)
    if (this.#block === FILE) this.#report('unexpected-close', index, 'a `}` that closes nothing')
    else this.#endBlock(index + 1, HAS_BLOCK | IS_COMPLETE)
  }

  /** Ends the words that have come without a `;` before `index`. */
  #endIncomplete(index: number): void {
    if (this.#first === NONE) return
    this.#report('missing-semicolon', this.#first, 'this statement has no `;` at its end')
    this.#addLine(index, index, 0)
  }

  #finish(): void {
    const end = this.#tokens.kinds.length
    this.#endIncomplete(end)
    while (this.#block !== FILE) {
      this.#report('unclosed-block', this.#table.firstOf(this.#block), 'this block has no `}`')
      this.#endBlock(end, HAS_BLOCK)
    }
  }

  #addLine(head: number, end: number, flags: number): void {
    this.#last = this.#table.add(this.#first, head)
    this.#table.end(this.#last, end, flags)
    this.#first = NONE
    this.#inRecord = false
  }

  #endBlock(end: number, flags: number): void {
    this.#table.end(this.#block, end, flags)
    this.#last = this.#block
    this.#block = this.#outer.pop() ?? FILE
    this.#first = NONE
    this.#inRecord = false
  }

  /** After `=` or `= array of` braces hold the parts of a record. */
  #beginsRecord(index: number): boolean {
    if (this.#first === NONE) return false
    let before = index - 1
    while (isTrivia(this.#tokens.kinds[before])) before--
    return RECORD_OPENERS.has(this.#textOf(before))
  }

  /** dhcpd's `key` declaration alone allows a `;` after its brace, which then is a part of it. */
  #followsKey(): boolean {
    if (this.#last === NONE || !this.#table.hasBlock(this.#last)) return false
    return this.#textOf(this.#table.firstOf(this.#last)) === 'key'
  }

  #textOf(index: number): ByteString {
    return tokenText(this.#content, this.#tokens, index).toLowerCase()
  }

  #report(code: SyntaxProblemCode, index: number, message: string): void {
    this.#lines ??= lineStarts(this.#content)
    const offset = tokenStart(this.#tokens, index)
    this.#problems.push({ code, offset, ...positionAt(this.#lines, offset), message })
  }
}
