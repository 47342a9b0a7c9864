import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Ballot, filledPlaces, placesIn } from '../../src/request/ballot.ts'
import type { Person } from '../../src/request/person.ts'
import { distinct, isOneOf } from '../../src/request/who.ts'
import { person } from './samples.ts'

const [ann, bob, carl, dora] = [person('ann'), person('bob'), person('carl'), person('dora')]

describe('of two places, those of Ann and Bob,', () => {
  const isPlace = (one: Person) => isOneOf([ann, bob], one)

  test.each<[string, readonly Ballot[], number]>([
    ['a delegate fills one', [{ by: carl, for: [ann] }], 1],
    ['somebody who is nobody’s delegate fills none', [{ by: carl }], 0],
    ['a delegate of both fills one: one person counts once', [{ by: carl, for: [ann, bob] }], 1],
    ['Ann and her delegate fill one', [{ by: ann }, { by: carl, for: [ann] }], 1],
    [
      'two delegates of Ann fill one',
      [
        { by: carl, for: [ann] },
        { by: dora, for: [ann] },
      ],
      1,
    ],
    ['Bob and Ann’s delegate fill both', [{ by: bob }, { by: carl, for: [ann] }], 2],
    ['Bob, as Ann’s delegate too, fills one', [{ by: bob, for: [ann] }], 1],
    ['Bob as Ann’s delegate, and Ann, fill both', [{ by: bob, for: [ann] }, { by: ann }], 2],
    [
      'delegates of one and of both fill both',
      [
        { by: carl, for: [ann, bob] },
        { by: dora, for: [ann] },
      ],
      2,
    ],
    [
      'one person twice fills one',
      [
        { by: carl, for: [ann] },
        { by: carl, for: [bob] },
      ],
      1,
    ],
  ])('%s', (_, ballots, count) => {
    expect(filledPlaces(ballots, isPlace)).toBe(count)
    expect(filledPlaces(ballots.toReversed(), isPlace)).toBe(count)
  })
})

const people = fc.constantFrom(ann, bob, carl, dora, person('ann', 'T2'))
const ballots = fc.array(
  fc.record({ by: people, for: fc.array(people, { maxLength: 3 }) }, { requiredKeys: ['by'] }),
  { maxLength: 6 },
)
const places = fc.array(people, { maxLength: 5 })

// SAFETY A4
describe('whatever is approved in whose place,', () => {
  test('never more count than there are people, nor than there are places', () => {
    fc.assert(
      fc.property(ballots, places, (all, open) => {
        const count = filledPlaces(all, (one) => isOneOf(open, one))

        expect(count).toBeLessThanOrEqual(distinct(all.map(({ by }) => by)).length)
        expect(count).toBeLessThanOrEqual(distinct(open).length)
      }),
    )
  })

  test('another approval, or another place, never makes it fewer, and one approval adds one at the most', () => {
    fc.assert(
      fc.property(ballots, places, ballots, people, (all, open, more, place) => {
        const isPlace = (one: Person) => isOneOf(open, one)
        const count = filledPlaces(all, isPlace)
        const [another] = more

        expect(filledPlaces([...all, ...more], isPlace)).toBeGreaterThanOrEqual(count)
        expect(filledPlaces(all, (one) => isOneOf([...open, place], one))).toBeGreaterThanOrEqual(count)
        if (another) expect(filledPlaces([...all, another], isPlace)).toBeLessThanOrEqual(count + 1)
      }),
    )
  })

  test('without delegates it is the distinct people who have a place', () => {
    fc.assert(
      fc.property(ballots, places, (all, open) => {
        const own = all.map(({ by }) => ({ by }))

        const count = filledPlaces(own, (one) => isOneOf(open, one))

        expect(count).toBe(distinct(own.map(({ by }) => by)).filter((one) => isOneOf(open, one)).length)
      }),
    )
  })

  test('it is as many as any way of seating them could fill', () => {
    fc.assert(
      fc.property(ballots, places, (all, open) => {
        const isPlace = (one: Person) => isOneOf(open, one)

        expect(filledPlaces(all, isPlace)).toBe(mostSeated(all, isPlace))
      }),
    )
  })
})

/** The same by trying everything. */
function mostSeated(
  all: readonly Ballot[],
  isPlace: (person: Person) => boolean,
  taken: readonly Person[] = [],
): number {
  const [first, ...rest] = all
  if (!first) return 0
  const own = all.filter(({ by }) => isOneOf([first.by], by)).flatMap(placesIn)
  const others = rest.filter(({ by }) => !isOneOf([first.by], by))
  const free = distinct(own).filter((place) => isPlace(place) && !isOneOf(taken, place))
  const seated = free.map((place) => 1 + mostSeated(others, isPlace, [...taken, place]))
  return Math.max(mostSeated(others, isPlace, taken), ...seated)
}
