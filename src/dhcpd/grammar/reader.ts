import { positionAt } from '../lines.ts'
import type { SyntaxTree } from '../syntax.ts'
import type { Execution } from './execution.ts'
import { isIdentifier, type Lexeme } from './lexeme.ts'
import { Lexemes } from './lexemes.ts'
import type { ProblemCode } from './problem.ts'
import { said } from './said.ts'
import type { Scope } from './scope.ts'
import type { Place, World } from './world.ts'

/** Deep enough for any file written by people or programs, and far from what the machine's stack can bear. */
const MAX_DEPTH = 500

/** Thrown inside this folder when a statement is refused, and caught where the next one is looked for. */
export class Refused extends Error {}

/** Thrown when a file ends within a block: there is no next statement. */
export class Ended extends Error {}

/** What a statement may need beyond its own file. */
export interface Links {
  /** Reads one statement, whatever it is, in a scope. */
  readonly statement: (reader: Reader, scope: Scope) => void
  /** Reads one executable statement; false where none begins. */
  readonly executable: (reader: Reader, execution: Execution) => boolean
  /** Reads the file that an `include` names. */
  readonly include: (reader: Reader, name: Lexeme, scope: Scope) => void
}

/** Reads one file of a configuration: its lexemes, with the problems that are met. */
export class Reader {
  readonly path: string
  readonly world: World
  readonly lexemes: Lexemes
  readonly links: Links
  /** How many blocks and parentheses are open. */
  #depth = 0
  #lastEnd = 0

  constructor(path: string, source: SyntaxTree, world: World, links: Links) {
    this.path = path
    this.world = world
    this.lexemes = new Lexemes(source)
    this.links = links
  }

  peek(): Lexeme {
    return this.lexemes.peek()
  }

  next(): Lexeme {
    const lexeme = this.lexemes.next()
    if (lexeme.type !== 'END') this.#lastEnd = lexeme.end
    return lexeme
  }

  /** End of the lexeme that was taken last: where a missing `;` belongs. */
  get lastEnd(): number {
    return this.#lastEnd
  }

  /** Takes the next lexeme if it is of a type. */
  take(type: string): boolean {
    if (this.peek().type !== type) return false
    this.next()
    return true
  }

  /** Takes the next lexeme, which must be of a type. */
  expect(type: string, expected = `\`${type}\``): Lexeme {
    const lexeme = this.next()
    return lexeme.type === type ? lexeme : this.unexpected(lexeme, expected)
  }

  expectString(expected: string): Lexeme {
    return this.expect('STRING', `${expected} in double quotes`)
  }

  expectNumber(expected: string): Lexeme {
    return this.expect('NUMBER', expected)
  }

  expectIdentifier(expected: string): Lexeme {
    const lexeme = this.next()
    return isIdentifier(lexeme) ? lexeme : this.unexpected(lexeme, expected)
  }

  semicolon(): void {
    const end = this.#lastEnd
    const lexeme = this.next()
    if (lexeme.type === ';') return
    this.refuse('missing-semicolon', { offset: end }, `found ${said(lexeme)}, expected \`;\` before it`)
  }

  /**
   * Reads a block up to its `}`, the `{` being taken already. A statement in it that is refused is passed over.
   * @param opener where to point when the block is not closed
   * @param statement reads what begins with the given lexeme, which is not taken yet
   */
  block(opener: { readonly offset: number }, statement: (ahead: Lexeme) => void): void {
    this.deeper(opener, () => {
      for (let ahead = this.peek(); ahead.type !== '}'; ahead = this.peek()) {
        if (ahead.type === 'END') this.#endWithin(opener)
        this.attempt(() => statement(ahead))
      }
    })
    this.next()
  }

  /** Reads one statement, whatever it is, in a scope. */
  statement(scope: Scope): void {
    this.links.statement(this, scope)
  }

  /** Reads a block of executable statements up to its `}`, the `{` being taken already. */
  executables(opener: { readonly offset: number }, execution: Execution): void {
    this.block(opener, () => {
      if (this.links.executable(this, execution)) return
      const found = this.peek()
      if (found.type !== '}') this.unknownStatement(found, 'a statement that can be run, as `option` or `if`')
    })
  }

  /** Runs a piece of reading one level deeper. */
  deeper<T>(place: { readonly offset: number }, read: () => T): T {
    if (this.#depth === MAX_DEPTH) {
      this.refuse('too-deep', place, `more than ${MAX_DEPTH} blocks or parentheses within one another`)
    }
    this.#depth++
    try {
      return read()
    } finally {
      this.#depth--
    }
  }

  /** Reads a statement; where it is refused the reader goes on behind it. */
  attempt(read: () => void): void {
    const start = this.lexemes.mark()
    try {
      read()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      this.lexemes.reset(start)
      this.#skipStatement()
    }
  }

  /** Notes a problem and goes on. */
  report(code: ProblemCode, place: { readonly offset: number }, message: string): void {
    this.world.problems.push({ code, ...this.place(place), message })
  }

  /** Notes a problem and gives the statement up. */
  refuse(code: ProblemCode, place: { readonly offset: number }, message: string): never {
    this.report(code, place, message)
    throw new Refused()
  }

  unexpected(found: Lexeme, expected: string): never {
    this.refuse('unexpected-word', found, `found ${said(found)}, expected ${expected}`)
  }

  /** Refuses what begins no statement. */
  unknownStatement(found: Lexeme, expected: string): never {
    if (found.type === ';') this.refuse('stray-semicolon', found, 'found a `;` that ends no statement')
    if (found.type === '}') this.refuse('unexpected-close', found, 'found a `}` that closes nothing')
    this.refuse('unknown-statement', found, `found ${said(found)}, expected ${expected}`)
  }

  place({ offset }: { readonly offset: number }): Place {
    return { path: this.path, offset, ...positionAt(this.lexemes.source.lines, offset) }
  }

  #endWithin(opener: { readonly offset: number }): never {
    this.report('unclosed-block', opener, 'found the end of the file, expected the `}` of this block')
    throw new Ended()
  }

  /** Passes over a statement: up to its `;`, or to the `}` of its block and of those that belong to it. */
  #skipStatement(): void {
    let depth = 0
    for (let first = true; ; first = false) {
      const { type } = this.peek()
      if (type === 'END' || (type === '}' && depth === 0 && !first)) return
      this.next()
      if (type === '{') depth++
      if (type === '}') depth--
      if (depth <= 0 && (type === ';' || type === '}') && !this.#statementGoesOn(type)) return
    }
  }

  #statementGoesOn(closedBy: string): boolean {
    if (closedBy === ';') return false
    const { type } = this.peek()
    if (type === ';') this.next()
    return type === 'else' || type === 'elsif'
  }
}
