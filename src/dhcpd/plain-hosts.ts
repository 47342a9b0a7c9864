import { firstFrom } from './flat-arrays.ts'
import { behind, isHostAt, type PlainHost, plainHostAt, plainNameAt } from './plain-host.ts'
import type { ByteString } from './source.ts'
import type { Statement, SyntaxTree } from './syntax.ts'

const IS_PLAIN = 1
const IS_OTHER = 2

/** Which statements of a tree are plain hosts, remembered: the inventory asks for each, and then the grammar. */
class PlainHosts {
  readonly #tree: SyntaxTree
  readonly #shapes: Uint8Array
  /** The statement behind the one that was asked for last: mostly the next that is asked for. */
  #next = 0

  constructor(tree: SyntaxTree) {
    this.#tree = tree
    this.#shapes = new Uint8Array(tree.table.firsts.length)
  }

  /** All that a plain host says. */
  read({ first, index }: Statement): PlainHost | undefined {
    if (this.#shapes[index] === IS_OTHER) return undefined
    const plain = plainHostAt(this.#tree, first)
    this.#shapes[index] = plain ? IS_PLAIN : IS_OTHER
    return plain
  }

  /** Index of the plain host that begins with a token; undefined where none does. */
  find(keyword: number): number | undefined {
    const index = this.#indexOf(keyword)
    if (index === undefined) return undefined
    this.#shapes[index] ||=
      isHostAt(this.#tree, keyword) && plainHostAt(this.#tree, keyword) ? IS_PLAIN : IS_OTHER
    this.#next = this.#tree.table.nexts[index] ?? 0
    return this.#shapes[index] === IS_PLAIN ? index : undefined
  }

  #indexOf(first: number): number | undefined {
    const { firsts } = this.#tree.table
    if (firsts[this.#next] === first) return this.#next
    const index = firstFrom(firsts, first)
    return firsts[index] === first ? index : undefined
  }
}

const known = new WeakMap<SyntaxTree, PlainHosts>()

function plainHostsOf(tree: SyntaxTree): PlainHosts {
  const hosts = known.get(tree)
  if (hosts) return hosts
  const made = new PlainHosts(tree)
  known.set(tree, made)
  return made
}

/** All that a statement says if it is a plain host; undefined for any other. */
export function plainHostOf(tree: SyntaxTree, statement: Statement): PlainHost | undefined {
  return plainHostsOf(tree).read(statement)
}

/** A plain host in its file. */
export interface FoundHost {
  readonly name: ByteString
  /** Where the name stands, in bytes. */
  readonly offset: number
  /** Index of the token behind it, and of the next that counts. */
  readonly end: number
  readonly next: number
}

/** The plain host that begins with a token; undefined where none does. */
export function plainHostFrom(tree: SyntaxTree, keyword: number): FoundHost | undefined {
  const index = plainHostsOf(tree).find(keyword)
  if (index === undefined) return undefined
  const end = tree.table.ends[index] ?? 0
  return { ...plainNameAt(tree, keyword), end, next: behind(tree.tokens.kinds, end - 1) }
}
