/**
 * Addresses that were offered to people whose forms are open. They are given to nobody else as the next free one, and refused
 * to nobody who types them. `others` may grow.
 */
export interface Offers {
  readonly others: ReadonlySet<string>
  /** What the form itself was offered: it gets that, as long as it is free. */
  readonly own?: string | undefined
}

export const NO_OFFERS: Offers = { others: new Set() }
