import type { ByteString } from '../source.ts'
import { StringTable } from '../string-table.ts'

/** The names of hosts that have been declared so far; one that was deleted may be declared again. */
export class HostNames {
  readonly #names: StringTable
  readonly #deleted = new Set<ByteString>()

  /** @param expected about how many there will be; it may be wrong. */
  constructor(expected: number) {
    this.#names = new StringTable(expected)
  }

  /** @returns false for a name that is declared already. */
  declare(name: ByteString): boolean {
    const { size } = this.#names
    return this.#names.add(name) === size || this.#deleted.delete(name)
  }

  /** Deleting a name that was never declared does nothing. */
  delete(name: ByteString): void {
    if (this.#names.find(name) !== -1) this.#deleted.add(name)
  }
}
