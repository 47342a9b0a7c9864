import type { Host } from './model.ts'

const NONE = -1

/**
 * Hosts by a key. A large file has a hundred thousand keys of one host each, and a review of it looks for the few with
 * several: so this is a hash table in flat arrays, which is filled five times as fast as a `Map` of lists, and lists
 * are kept only for keys that several hosts have.
 */
export class HostGroups {
  readonly #keys: string[] = []
  readonly #first: Host[] = []
  readonly #several = new Map<string, Host[]>()
  #hashes: Int32Array
  /** For each entry the one before it in its bucket. */
  #before: Int32Array
  /** For each bucket its last entry. */
  #buckets: Int32Array

  /** @param expected about how many keys there will be; it may be wrong. */
  constructor(expected: number) {
    const size = 2 ** Math.ceil(Math.log2(expected + 16))
    this.#hashes = new Int32Array(size)
    this.#before = new Int32Array(size)
    this.#buckets = new Int32Array(size * 2).fill(NONE)
  }

  add(key: string, host: Host): void {
    const hash = hashOf(key)
    const entry = this.#find(key, hash)
    if (entry !== NONE) {
      this.#addAgain(key, entry, host)
      return
    }
    const next = this.#keys.length
    if (next === this.#hashes.length) this.#grow()
    this.#keys.push(key)
    this.#first.push(host)
    this.#hashes[next] = hash
    this.#link(next)
  }

  /** The hosts of a key in the order of the files. */
  get(key: string): readonly Host[] {
    const first = this.#first[this.#find(key, hashOf(key))]
    return this.#several.get(key) ?? (first ? [first] : [])
  }

  has(key: string): boolean {
    return this.#find(key, hashOf(key)) !== NONE
  }

  keys(): readonly string[] {
    return this.#keys
  }

  /** The keys that several hosts have. */
  shared(): Iterable<readonly [key: string, hosts: readonly Host[]]> {
    return this.#several
  }

  #find(key: string, hash: number): number {
    let entry = this.#buckets[hash & (this.#buckets.length - 1)] ?? NONE
    while (entry !== NONE && (this.#hashes[entry] !== hash || this.#keys[entry] !== key)) {
      entry = this.#before[entry] ?? NONE
    }
    return entry
  }

  #addAgain(key: string, entry: number, host: Host): void {
    const first = this.#first[entry]
    const group = this.#several.get(key)
    if (group) group.push(host)
    else if (first) this.#several.set(key, [first, host])
  }

  #link(entry: number): void {
    const bucket = (this.#hashes[entry] ?? 0) & (this.#buckets.length - 1)
    this.#before[entry] = this.#buckets[bucket] ?? NONE
    this.#buckets[bucket] = entry
  }

  #grow(): void {
    const hashes = new Int32Array(this.#hashes.length * 2)
    hashes.set(this.#hashes)
    this.#hashes = hashes
    this.#before = new Int32Array(hashes.length)
    this.#buckets = new Int32Array(hashes.length * 2).fill(NONE)
    for (let entry = 0; entry < this.#keys.length; entry++) this.#link(entry)
  }
}

function hashOf(key: string): number {
  let hash = 0
  for (let index = 0; index < key.length; index++) {
    hash = (Math.imul(hash, 31) + key.charCodeAt(index)) | 0
  }
  return hash ^ (hash >>> 15)
}
