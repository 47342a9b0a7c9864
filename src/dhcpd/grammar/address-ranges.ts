/** Ranges of IPv4 addresses (as unsigned numbers) that do not overlap, kept in order. */
export class AddressRanges {
  readonly #firsts: number[] = []
  readonly #lasts: number[] = []

  /**
   * Adds a range; both ends count.
   * @returns the first of its addresses that is in a range already
   */
  add(first: number, last: number): number | undefined {
    const index = this.#indexAfter(first)
    const lastBefore = this.#lasts[index - 1]
    const firstAfter = this.#firsts[index]
    const taken =
      lastBefore !== undefined && lastBefore >= first
        ? first
        : firstAfter !== undefined && firstAfter <= last
          ? firstAfter
          : undefined
    if (taken === undefined) {
      this.#firsts.splice(index, 0, first)
      this.#lasts.splice(index, 0, last)
    }
    return taken
  }

  /** How many ranges begin at or before an address. */
  #indexAfter(address: number): number {
    let low = 0
    let high = this.#firsts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#firsts[middle] ?? 0) <= address) low = middle + 1
      else high = middle
    }
    return low
  }
}
