import { type Person, samePerson } from './person.ts'
import { distinct } from './who.ts'

/** One person's approval, and in whose place it was given beside their own. */
export interface Ballot {
  readonly by: Person
  /** Approvers who were away, and had named this person. */
  readonly for?: readonly Person[]
}

/** The places that a ballot can fill: one of them. */
export function placesIn({ by, for: away = [] }: Ballot): readonly Person[] {
  return [by, ...away]
}

/**
 * How many places are filled at the most: each person fills one, and each place is filled once, however many stand in for
 * the one whose it is. So an approver and their delegate do not count as two, and nobody counts for several.
 * @param isPlace whether it is an approver's
 */
export function filledPlaces(ballots: readonly Ballot[], isPlace: (person: Person) => boolean): number {
  const places = distinct(ballots.flatMap(placesIn)).filter(isPlace)
  const people = distinct(ballots.map(({ by }) => by))
  const choices = people.map((person) => {
    const open = ballots.filter(({ by }) => samePerson(by, person)).flatMap(placesIn)
    return places.flatMap((place, index) => (open.some((one) => samePerson(one, place)) ? [index] : []))
  })
  const holders = new Map<number, number>()
  /** Finds a place for a person, where need be by moving others to another one of theirs. */
  function seat(person: number, tried: Set<number>): boolean {
    for (const place of choices[person] ?? []) {
      if (tried.has(place)) continue
      tried.add(place)
      const holder = holders.get(place)
      if (holder !== undefined && !seat(holder, tried)) continue
      holders.set(place, person)
      return true
    }
    return false
  }
  return people.filter((_, index) => seat(index, new Set())).length
}
