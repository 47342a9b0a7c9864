import type { HostsBy } from './groups.ts'
import type { Host } from './model.ts'

/** How the hosts of an inventory come from those of another. */
export interface HostsMoved {
  /** A host of the other as it is in this one; undefined for one that was read anew, or is gone. */
  readonly move: (host: Host) => Host | undefined
  /** The hosts that were read anew. */
  readonly added: readonly Host[]
}

/** Hosts by a key, looked up among those of another inventory, as long as nobody asks for all of them. */
export class DerivedGroups implements HostsBy {
  readonly #base: HostsBy
  readonly #keysOf: (host: Host) => readonly string[]
  readonly #moved: HostsMoved
  readonly #whole: () => HostsBy
  #all: HostsBy | undefined = undefined

  /** @param whole groups all hosts anew */
  constructor(
    base: HostsBy,
    keysOf: (host: Host) => readonly string[],
    moved: HostsMoved,
    whole: () => HostsBy,
  ) {
    this.#base = base
    this.#keysOf = keysOf
    this.#moved = moved
    this.#whole = whole
  }

  get(key: string): readonly Host[] {
    if (this.#all) return this.#all.get(key)
    const { move, added } = this.#moved
    const kept = this.#base.get(key).flatMap((host) => move(host) ?? [])
    const found = [...kept, ...added.filter((host) => this.#keysOf(host).includes(key))]
    // Which of several comes first in the files only the files can tell.
    return found.length > 1 ? this.#everything().get(key) : found
  }

  has(key: string): boolean {
    return this.get(key).length > 0
  }

  keys(): readonly string[] {
    return this.#everything().keys()
  }

  shared(): Iterable<readonly [key: string, hosts: readonly Host[]]> {
    return this.#everything().shared()
  }

  #everything(): HostsBy {
    this.#all ??= this.#whole()
    return this.#all
  }
}
