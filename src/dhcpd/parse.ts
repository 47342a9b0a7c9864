import { type LineStarts, lineStarts, positionAt } from './lines.ts'
import type { ByteString } from './source.ts'
import type { Statement, SyntaxProblem, SyntaxProblemCode, SyntaxTree } from './syntax.ts'
import { isTrivia, TokenKind, type Tokens, tokenStart, tokenText } from './token.ts'
import { tokenize } from './tokenize.ts'

/**
 * Reads a file: statements of words up to `;` or a block in braces, nested to any depth.
 * Takes any bytes and never throws: what is not understood becomes a problem, the rest is still read.
 */
export function parse(content: ByteString): SyntaxTree {
  const reader = new Reader(content)
  const statements = reader.read()
  return { content, tokens: reader.tokens, lines: reader.lines, statements, problems: reader.problems }
}

const RECORD_OPENERS: ReadonlySet<string> = new Set(['=', 'of'])

/** A block whose closing brace has not been met yet. The outermost one is the file itself. */
interface OpenBlock {
  readonly first: number
  readonly head: number
  /** How many statements were waiting when it was opened. */
  readonly waiting: number
}

/** One walk over the tokens with an explicit stack, so that no depth of braces can exhaust the machine's own. */
class Reader {
  readonly tokens: Tokens
  readonly lines: LineStarts
  readonly problems: SyntaxProblem[] = []
  readonly #content: ByteString
  #stack: OpenBlock[] = []
  #block: OpenBlock = { first: -1, head: -1, waiting: 0 }
  /** The statements of all open blocks, so that each block gets a list of its very length when it is closed. */
  readonly #waiting: Statement[] = []
  /** First word of the statement being read, or -1 between statements. */
  #first = -1
  /** Inside the braces of an option definition, `option x code 200 = { ip-address, text };`: words, no block. */
  #inRecord = false

  constructor(content: ByteString) {
    this.#content = content
    this.tokens = tokenize(content)
    this.lines = lineStarts(content)
  }

  read(): Statement[] {
    const { kinds } = this.tokens
    for (let index = 0; index < kinds.length; index++) this.#take(index, kinds[index] as TokenKind)
    return this.#finish()
  }

  #take(index: number, kind: TokenKind): void {
    switch (kind) {
      case TokenKind.space:
      case TokenKind.comment:
        return
      case TokenKind.word:
      case TokenKind.string:
      case TokenKind.mark:
        if (this.#first === -1) this.#first = index
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
        if (this.#first === -1) this.#first = index
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
    if (this.#first !== -1) this.#push(this.#first, index, index + 1, undefined, true)
    else if (!this.#followsKey()) this.#report('stray-semicolon', index, 'a `;` that ends no statement')
  }

  #openBlock(index: number): void {
    if (this.#beginsRecord(index)) {
      this.#inRecord = true
      return
    }
    if (this.#first === -1) this.#report('block-without-name', index, 'a `{` that no declaration opens')
    this.#stack.push(this.#block)
    this.#block = {
      first: this.#first === -1 ? index : this.#first,
      head: index,
      waiting: this.#waiting.length,
    }
    this.#first = -1
  }

  #closeBlock(index: number): void {
    if (this.#inRecord) {
      this.#inRecord = false
      return
    }
    this.#endIncomplete(index)
    const outer = this.#stack.pop()
    if (outer === undefined) {
      this.#report('unexpected-close', index, 'a `}` that closes nothing')
      return
    }
    const { first, head } = this.#block
    const statements = this.#statementsOfBlock()
    this.#block = outer
    this.#push(first, head, index + 1, statements, true)
  }

  /** Ends the words that have come without a `;` before `index`. */
  #endIncomplete(index: number): void {
    if (this.#first === -1) return
    this.#report('missing-semicolon', this.#first, 'this statement has no `;` at its end')
    this.#push(this.#first, index, index, undefined, false)
  }

  #finish(): Statement[] {
    const end = this.tokens.kinds.length
    this.#endIncomplete(end)
    for (let outer = this.#stack.pop(); outer !== undefined; outer = this.#stack.pop()) {
      const { first, head } = this.#block
      const statements = this.#statementsOfBlock()
      this.#report('unclosed-block', first, 'this block has no `}`')
      this.#block = outer
      this.#push(first, head, end, statements, false)
    }
    return this.#statementsOfBlock()
  }

  #statementsOfBlock(): Statement[] {
    const statements = this.#waiting.slice(this.#block.waiting)
    this.#waiting.length = this.#block.waiting
    return statements
  }

  #push(first: number, head: number, end: number, block: Statement[] | undefined, complete: boolean): void {
    this.#waiting.push({ first, head, end, block, complete })
    this.#first = -1
    this.#inRecord = false
  }

  /** After `=` or `= array of` braces hold the parts of a record. */
  #beginsRecord(index: number): boolean {
    if (this.#first === -1) return false
    let before = index - 1
    while (isTrivia(this.tokens.kinds[before])) before--
    return RECORD_OPENERS.has(tokenText(this.#content, this.tokens, before).toLowerCase())
  }

  /** dhcpd's `key` declaration alone allows a `;` after its brace. */
  #followsKey(): boolean {
    const before = this.#waiting.length > this.#block.waiting ? this.#waiting.at(-1) : undefined
    if (before?.block === undefined) return false
    return tokenText(this.#content, this.tokens, before.first).toLowerCase() === 'key'
  }

  #report(code: SyntaxProblemCode, index: number, message: string): void {
    const offset = tokenStart(this.tokens, index)
    this.problems.push({ code, offset, ...positionAt(this.lines, offset), message })
  }
}
