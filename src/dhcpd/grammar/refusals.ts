import { decodeText, type SourceFile } from '../source.ts'
import { treeOf } from '../tree-of.ts'
import { readStatement } from './declarations.ts'
import { readExecutable } from './executables.ts'
import { cString, type Lexeme } from './lexeme.ts'
import { checkTokens } from './lexical.ts'
import type { Problem } from './problem.ts'
import { Ended, type Links, Reader } from './reader.ts'
import { said } from './said.ts'
import { plainScope, type Scope } from './scope.ts'
import { startProblems } from './start.ts'
import { type IdleWord, World } from './world.ts'

/** What dhcpd makes of a configuration. */
export interface Verdict {
  /** In the order in which dhcpd would meet them; none where `dhcpd -t` would exit with 0. */
  readonly refusals: readonly Problem[]
  readonly idleWords: readonly IdleWord[]
}

/** Every reason for which dhcpd would refuse a configuration: those of its {@link verdict}. */
export function refusals(files: readonly SourceFile[], main: string, family: 4 | 6): readonly Problem[] {
  return verdict(files, main, family).refusals
}

/**
 * Every reason for which ISC dhcpd (4.4.3-P1) would refuse a configuration: those that `dhcpd -t` would name; and the
 * words that it passes over. Pure and total; the time it takes grows with the bytes read.
 * @param files the main file and all that `include` statements name, each under the path that they name it by
 * @param main path of the main file
 * @param family 4 for `dhcpd -4`, 6 for `dhcpd -6`
 */
export function verdict(files: readonly SourceFile[], main: string, family: 4 | 6): Verdict {
  return new Check(files, family).run(main)
}

/** One walk through a configuration, file by file as its includes have it. */
class Check {
  readonly #files: ReadonlyMap<string, SourceFile>
  readonly #world: World
  readonly #links: Links
  /** The files that are being read, each included by the one before it. */
  readonly #open: string[] = []
  /** The files whose tokens have been looked at. */
  readonly #scanned = new Set<string>()

  constructor(files: readonly SourceFile[], family: 4 | 6) {
    this.#files = new Map(files.map((file) => [file.path, file]))
    this.#world = new World(
      family,
      files.reduce((size, { content }) => size + content.length, 0),
    )
    this.#links = {
      statement: readStatement,
      executable: readExecutable,
      include: (reader, name, scope) => this.#include(reader, name, scope),
    }
  }

  run(main: string): Verdict {
    const { problems, idleWords } = this.#world
    const file = this.#files.get(main)
    if (file === undefined) {
      const place = { path: main, offset: 0, line: 1, column: 1 }
      problems.push({ code: 'missing-include', ...place, message: 'this file is not there' })
    } else {
      this.#read(file, plainScope('file'))
      problems.push(...startProblems(this.#world))
    }
    return { refusals: problems, idleWords }
  }

  #read(file: SourceFile, scope: Scope): void {
    const { path } = file
    const reader = new Reader(path, treeOf(file), this.#world, this.#links)
    if (!this.#scanned.has(path)) checkTokens(reader)
    this.#scanned.add(path)
    this.#open.push(path)
    try {
      while (reader.peek().type !== 'END') reader.attempt(() => reader.statement(scope))
    } catch (error) {
      if (!(error instanceof Ended)) throw error
    }
    this.#open.pop()
  }

  #include(reader: Reader, name: Lexeme, scope: Scope): void {
    const path = decodeText(cString(name.text))
    const file = this.#files.get(path)
    if (file === undefined) {
      reader.report('missing-include', name, `${said(name)} is not there`)
    } else if (this.#open.includes(path)) {
      reader.report(
        'include-loop',
        name,
        `${said(name)} is being read already: it would include itself for ever`,
      )
    } else this.#read(file, scope)
  }
}
