import { grown } from './flat-arrays.ts'
import { HAS_BLOCK, type StatementTable } from './statement.ts'

/** A table of statements while it is filled. */
export class GrowingTable {
  #firsts: Uint32Array<ArrayBuffer>
  #heads: Uint32Array<ArrayBuffer>
  #ends: Uint32Array<ArrayBuffer>
  #nexts: Uint32Array<ArrayBuffer>
  #flags: Uint8Array<ArrayBuffer>
  #count = 0

  /** @param expected about how many statements there will be; it may be wrong. */
  constructor(expected: number) {
    this.#firsts = new Uint32Array(expected)
    this.#heads = new Uint32Array(expected)
    this.#ends = new Uint32Array(expected)
    this.#nexts = new Uint32Array(expected)
    this.#flags = new Uint8Array(expected)
  }

  /** Adds a statement whose end is not known yet, and gives its index. */
  add(first: number, head: number): number {
    if (this.#count === this.#firsts.length) this.#grow()
    this.#firsts[this.#count] = first
    this.#heads[this.#count] = head
    return this.#count++
  }

  /** Ends a statement: all that were added after it stand in it. */
  end(index: number, end: number, flags: number): void {
    this.#ends[index] = end
    this.#nexts[index] = this.#count
    this.#flags[index] = flags
  }

  firstOf(index: number): number {
    return this.#firsts[index] ?? 0
  }

  /** Of a statement that has ended. */
  hasBlock(index: number): boolean {
    return ((this.#flags[index] ?? 0) & HAS_BLOCK) !== 0
  }

  closed(): StatementTable {
    return {
      firsts: this.#firsts.subarray(0, this.#count),
      heads: this.#heads.subarray(0, this.#count),
      ends: this.#ends.subarray(0, this.#count),
      nexts: this.#nexts.subarray(0, this.#count),
      flags: this.#flags.subarray(0, this.#count),
    }
  }

  #grow(): void {
    this.#firsts = grown(this.#firsts)
    this.#heads = grown(this.#heads)
    this.#ends = grown(this.#ends)
    this.#nexts = grown(this.#nexts)
    this.#flags = grown(this.#flags)
  }
}
