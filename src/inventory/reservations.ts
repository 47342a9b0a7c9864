/** What a pending request will take once it is applied. */
export interface Reservation {
  readonly name: string
  readonly mac: string
  /** In plain notation, of either family. */
  readonly address: string
  /** Who holds it, for people: `request R-12`. */
  readonly by: string
}

/** Look-ups into reservations that take no longer when there are more. */
export interface ReservationIndex {
  /** By name in lower case. */
  byName(name: string): readonly Reservation[]
  byMac(mac: string): readonly Reservation[]
  byAddress(address: string): readonly Reservation[]
}

const known = new WeakMap<readonly Reservation[], GrowingIndex>()

/**
 * The index of a list of reservations. The list may grow between two calls (an import puts each row behind those
 * before it), but what stands in it stays.
 */
export function reservationsOf(reserved: readonly Reservation[]): ReservationIndex {
  const index = known.get(reserved) ?? new GrowingIndex()
  known.set(reserved, index)
  index.takeIn(reserved)
  return index
}

const NONE: readonly Reservation[] = []

class GrowingIndex implements ReservationIndex {
  readonly #names = new Map<string, Reservation[]>()
  readonly #macs = new Map<string, Reservation[]>()
  readonly #addresses = new Map<string, Reservation[]>()
  #count = 0

  takeIn(reserved: readonly Reservation[]): void {
    for (const reservation of reserved.slice(this.#count)) {
      put(this.#names, reservation.name.toLowerCase(), reservation)
      put(this.#macs, reservation.mac, reservation)
      put(this.#addresses, reservation.address, reservation)
    }
    this.#count = reserved.length
  }

  byName(name: string): readonly Reservation[] {
    return this.#names.get(name.toLowerCase()) ?? NONE
  }

  byMac(mac: string): readonly Reservation[] {
    return this.#macs.get(mac) ?? NONE
  }

  byAddress(address: string): readonly Reservation[] {
    return this.#addresses.get(address) ?? NONE
  }
}

function put(groups: Map<string, Reservation[]>, key: string, reservation: Reservation): void {
  const group = groups.get(key)
  if (group) group.push(reservation)
  else groups.set(key, [reservation])
}
