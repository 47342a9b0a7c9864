import { positionAt } from '../dhcpd/lines.ts'
import { type Meaning, meaningOf } from '../dhcpd/meaning.ts'
import type { Splice } from '../dhcpd/remove.ts'
import { type Configuration, decodeText, type SourceFile } from '../dhcpd/source.ts'
import { extentOf, type Statement, type SyntaxTree } from '../dhcpd/syntax.ts'
import { treeOf } from '../dhcpd/tree-of.ts'
import type { Place, Problem } from './model.ts'

/** A file as it is read at one place of the include tree. */
export interface Visit {
  readonly path: string
  readonly tree: SyntaxTree
  /** The visit of the file whose `include` named this one. */
  readonly by: Visit | undefined
}

/** A statement with its file and what it says. */
export interface Located {
  readonly visit: Visit
  readonly statement: Statement
  readonly meaning: Meaning
}

/** Whom a walk hands statements to. */
export interface Taker {
  take(located: Located): void
  /** Called with each `include` before what it brings in. */
  enter?(include: Located): void
}

/** Reads a configuration's files along their includes, in dhcpd's order, and collects what is wrong on the way. */
export class Walk {
  readonly #files: ReadonlyMap<string, SourceFile>
  readonly #trees = new Map<string, SyntaxTree>()
  /** By place and code, as a file that is included twice is read twice. */
  readonly #problems = new Map<string, Problem>()

  constructor(configuration: Configuration) {
    this.#files = new Map(configuration.files.map((file) => [file.path, file]))
  }

  get problems(): Problem[] {
    return [...this.#problems.values()]
  }

  /** Opens a file; undefined where it was not read. */
  open(path: string, by: Visit | undefined): Visit | undefined {
    const tree = this.#trees.get(path) ?? this.#parse(path)
    return tree && { path, tree, by }
  }

  /** Hands over the statements of a block, those of included files in the place of their `include`. */
  each(visit: Visit, block: readonly Statement[], taker: Taker): void {
    for (const statement of block) {
      const located = { visit, statement, meaning: meaningOf(visit.tree, statement) }
      if (located.meaning.kind !== 'include') {
        taker.take(located)
        continue
      }
      taker.enter?.(located)
      const included = this.#include(decodeText(located.meaning.path), located)
      if (included) this.each(included, included.tree.statements, taker)
    }
  }

  /** The file that a statement includes; undefined for any other statement, and where it cannot be read. */
  included(visit: Visit, statement: Statement): Visit | undefined {
    const meaning = meaningOf(visit.tree, statement)
    if (meaning.kind !== 'include') return undefined
    return this.#include(decodeText(meaning.path), { visit, statement, meaning })
  }

  report(code: string, { visit, statement }: Omit<Located, 'meaning'>, message: string): void {
    const { offset } = extentOf(visit.tree, statement)
    this.#add({ code, path: visit.path, ...positionAt(visit.tree.lines, offset), message })
  }

  #include(path: string, from: Located): Visit | undefined {
    for (let visit: Visit | undefined = from.visit; visit; visit = visit.by) {
      if (visit.path === path) {
        this.report('include-loop', from, `this include reads \`${path}\` again, which is being read already`)
        return undefined
      }
    }
    const visit = this.open(path, from.visit)
    if (!visit) this.report('missing-include', from, `the included file \`${path}\` could not be read`)
    return visit
  }

  #parse(path: string): SyntaxTree | undefined {
    const file = this.#files.get(path)
    if (!file) return undefined
    const tree = treeOf(file)
    this.#trees.set(path, tree)
    for (const { code, line, column, message } of tree.problems) {
      this.#add({ code, path, line, column, message })
    }
    return tree
  }

  #add(problem: Problem): void {
    this.#problems.set(`${problem.path}\n${problem.line}:${problem.column} ${problem.code}`, problem)
  }
}

/** Where a statement stands. Few ask for the line, which has to be looked for. */
class StatementPlace implements Place {
  readonly path: string
  readonly offset: number
  readonly length: number
  readonly #tree: SyntaxTree

  constructor(path: string, tree: SyntaxTree, offset: number, length: number) {
    this.path = path
    this.offset = offset
    this.length = length
    this.#tree = tree
  }

  get line(): number {
    return positionAt(this.#tree.lines, this.offset).line
  }

  get column(): number {
    return positionAt(this.#tree.lines, this.offset).column
  }
}

/** Where a statement stands. */
export function placeOf({ visit, statement }: Omit<Located, 'meaning'>): Place {
  const { offset, end } = extentOf(visit.tree, statement)
  return new StatementPlace(visit.path, visit.tree, offset, end - offset)
}

/**
 * Where a statement stands in a file that was read again.
 * @param splice what has changed in it: not this statement, but maybe what stands in it
 */
export function movedPlace({ path, offset, length }: Place, tree: SyntaxTree, splice: Splice): Place {
  const grown = splice.content.length - splice.length
  const isBehind = offset >= splice.offset + splice.length
  const isRound = !isBehind && offset + length > splice.offset
  return new StatementPlace(path, tree, isBehind ? offset + grown : offset, isRound ? length + grown : length)
}
