import type { Host } from './model.ts'

/**
 * Hosts by a key. Nearly every key has one host, and a large file a hundred thousand keys, so that lists are kept only
 * for keys with several.
 */
export class HostGroups {
  readonly #first = new Map<string, Host>()
  readonly #several = new Map<string, Host[]>()

  add(key: string, host: Host): void {
    const first = this.#first.get(key)
    if (first === undefined) this.#first.set(key, host)
    else {
      const group = this.#several.get(key)
      if (group) group.push(host)
      else this.#several.set(key, [first, host])
    }
  }

  /** The hosts of a key in the order of the files. */
  get(key: string): readonly Host[] {
    const first = this.#first.get(key)
    return this.#several.get(key) ?? (first ? [first] : [])
  }

  has(key: string): boolean {
    return this.#first.has(key)
  }

  keys(): Iterable<string> {
    return this.#first.keys()
  }

  /** The keys that several hosts have. */
  shared(): Iterable<readonly [key: string, hosts: readonly Host[]]> {
    return this.#several
  }
}
