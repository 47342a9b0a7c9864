import { StringTable } from '../dhcpd/string-table.ts'
import type { Host } from './model.ts'

/** Hosts by a key. */
export interface HostsBy {
  /** The hosts of a key in the order of the files. */
  get(key: string): readonly Host[]
  has(key: string): boolean
  keys(): readonly string[]
  /** The keys that several hosts have. */
  shared(): Iterable<readonly [key: string, hosts: readonly Host[]]>
}

/**
 * Hosts by a key. A large file has a hundred thousand keys of one host each, and a review of it looks for the few with
 * several: so lists are kept only for keys that several hosts have.
 */
export class HostGroups implements HostsBy {
  readonly #table: StringTable
  readonly #first: Host[] = []
  readonly #several = new Map<string, Host[]>()

  /** @param expected about how many keys there will be; it may be wrong. */
  constructor(expected: number) {
    this.#table = new StringTable(expected)
  }

  /** A host that names a key twice in a row is one host all the same. */
  add(key: string, host: Host): void {
    const entry = this.#table.add(key)
    const first = this.#first[entry]
    if (!first) {
      this.#first.push(host)
      return
    }
    const group = this.#several.get(key) ?? [first]
    if (group.at(-1) === host) return
    group.push(host)
    this.#several.set(key, group)
  }

  get(key: string): readonly Host[] {
    const first = this.#first[this.#table.find(key)]
    return this.#several.get(key) ?? (first ? [first] : [])
  }

  has(key: string): boolean {
    return this.#table.find(key) !== -1
  }

  keys(): readonly string[] {
    return this.#table.keys
  }

  shared(): Iterable<readonly [key: string, hosts: readonly Host[]]> {
    return this.#several
  }
}
