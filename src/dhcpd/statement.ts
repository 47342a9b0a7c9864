/**
 * The statements of a file in the order in which they begin, each block before what stands in it: flat arrays, as a
 * large file has half a million of them. All numbers but `nexts` are indexes of tokens.
 */
export interface StatementTable {
  /** Of each statement its first word. */
  readonly firsts: Uint32Array
  /** The token that ends its words. */
  readonly heads: Uint32Array
  /** One past its last token. */
  readonly ends: Uint32Array
  /** Index of the statement that begins behind it: one past the last that stands in it. */
  readonly nexts: Uint32Array
  /** {@link HAS_BLOCK} and {@link IS_COMPLETE}. */
  readonly flags: Uint8Array
}

export const HAS_BLOCK = 1
export const IS_COMPLETE = 2

/**
 * One statement: words up to `;`, or words and a block in braces. What the words mean is not decided here.
 * All numbers are token indexes; trivia lie between them and stay addressable through the tokens.
 * A view of the table, made when it is asked for.
 */
export class Statement {
  /** Its place in the table. */
  readonly index: number
  readonly #table: StatementTable

  constructor(table: StatementTable, index: number) {
    this.#table = table
    this.index = index
  }

  /** Its first word. */
  get first(): number {
    return this.#table.firsts[this.index] ?? 0
  }

  /** The token that ends its words: `;`, `{`, or what stands where one of them is missing. */
  get head(): number {
    return this.#table.heads[this.index] ?? 0
  }

  /** One past its last token, the `;` or `}`; a key may have a `;` behind its `}`. */
  get end(): number {
    return this.#table.ends[this.index] ?? 0
  }

  /** False where its `;` or `}` is missing. */
  get complete(): boolean {
    return ((this.#table.flags[this.index] ?? 0) & IS_COMPLETE) !== 0
  }

  get hasBlock(): boolean {
    return ((this.#table.flags[this.index] ?? 0) & HAS_BLOCK) !== 0
  }

  /** What stands in its braces; undefined for a statement without a block. */
  get block(): readonly Statement[] | undefined {
    if (!this.hasBlock) return undefined
    return statementsIn(this.#table, this.index + 1, this.#table.nexts[this.index] ?? 0)
  }
}

/** The statements from one index up to another that stand in no other of them. */
export function statementsIn(table: StatementTable, from: number, to: number): Statement[] {
  const statements: Statement[] = []
  for (let index = from; index < to; index = table.nexts[index] ?? to) {
    statements.push(new Statement(table, index))
  }
  return statements
}
