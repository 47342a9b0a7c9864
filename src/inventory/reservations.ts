import { type Change, hostOf } from './change.ts'

/** What a pending request will take or change once it is applied; what it leaves alone is left out. */
export interface Reservation {
  /** The host that it is for, as people know it. */
  readonly host: string
  /** A host of the files that it changes or takes out, as it is written. */
  readonly target?: string
  readonly name?: string
  readonly mac?: string
  /** In plain notation, of either family. */
  readonly address?: string
  /** Who holds it, for people: `request R-12`. */
  readonly by: string
}

/** What changes take. @param by who asks for them, for people */
export function reservationsFor(changes: readonly Change[], by: string): Reservation[] {
  return changes.flatMap((change) => heldBy(change, by))
}

function heldBy(change: Change, by: string): Reservation[] {
  const host = hostOf(change)
  switch (change.kind) {
    case 'add': {
      const { name, mac, address, moreAddresses = [] } = change
      const more = moreAddresses.map((each): Reservation => ({ host, mac, address: each, by }))
      return [{ host, name, mac, address, by }, ...more]
    }
    case 'edit': {
      const { name, mac, addresses = [], addresses6 = [] } = change.change
      const card = mac === undefined ? {} : { mac }
      const held = [...addresses, ...addresses6].map(
        (address): Reservation => ({ host, ...card, address, by }),
      )
      const own = { host, target: change.target, by, ...(name !== undefined && { name }) }
      // In which network the card is used is not said where the addresses stay.
      return held.length === 0 ? [{ ...own, ...card }] : [own, ...held]
    }
    case 'remove':
      return [{ host, target: change.target, by }]
    default:
      return change satisfies never
  }
}

/** Look-ups into reservations that take no longer when there are more. */
export interface ReservationIndex {
  /** Those that change or take out the host of this very name. */
  byTarget(name: string): readonly Reservation[]
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
  readonly #targets = new Map<string, Reservation[]>()
  readonly #names = new Map<string, Reservation[]>()
  readonly #macs = new Map<string, Reservation[]>()
  readonly #addresses = new Map<string, Reservation[]>()
  #count = 0

  takeIn(reserved: readonly Reservation[]): void {
    for (const reservation of reserved.slice(this.#count)) {
      put(this.#targets, reservation.target, reservation)
      put(this.#names, reservation.name?.toLowerCase(), reservation)
      put(this.#macs, reservation.mac, reservation)
      put(this.#addresses, reservation.address, reservation)
    }
    this.#count = reserved.length
  }

  byTarget(name: string): readonly Reservation[] {
    return this.#targets.get(name) ?? NONE
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

function put(groups: Map<string, Reservation[]>, key: string | undefined, reservation: Reservation): void {
  if (key === undefined) return
  const group = groups.get(key)
  if (group) group.push(reservation)
  else groups.set(key, [reservation])
}
