import { StringTable } from '../dhcpd/string-table.ts'
import type { Host } from './model.ts'

/**
 * Hosts by a key. A large file has a hundred thousand keys of one host each, and a review of it looks for the few with
 * several: so lists are kept only for keys that several hosts have.
 */
export class HostGroups {
  readonly #table: StringTable
  readonly #first: Host[] = []
  readonly #several = new Map<string, Host[]>()

  /** @param expected about how many keys there will be; it may be wrong. */
  constructor(expected: number) {
    this.#table = new StringTable(expected)
  }

  add(key: string, host: Host): void {
    const entry = this.#table.add(key)
    const first = this.#first[entry]
    if (!first) {
      this.#first.push(host)
      return
    }
    const group = this.#several.get(key)
    if (group) group.push(host)
    else this.#several.set(key, [first, host])
  }

  /** The hosts of a key in the order of the files. */
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

  /** The keys that several hosts have. */
  shared(): Iterable<readonly [key: string, hosts: readonly Host[]]> {
    return this.#several
  }
}
