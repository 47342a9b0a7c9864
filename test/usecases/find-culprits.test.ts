import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findCulprits } from '../../src/usecases/find-culprits.ts'

/** Refuses lists that hold any of these, and names the first; counts the questions. */
function judge(bad: ReadonlySet<number>) {
  let questions = 0
  const refusalOf = async (things: readonly number[]) => {
    questions += 1
    const first = things.find((thing) => bad.has(thing))
    return first === undefined ? undefined : `no ${first}`
  }
  return { refusalOf, questions: () => questions }
}

test('exactly those because of which the whole is refused are found, each with its refusal', async () => {
  const lists = fc.uniqueArray(fc.nat(200), { maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(lists, fc.uniqueArray(fc.nat(200), { maxLength: 6 }), async (things, bad) => {
      const { refusalOf } = judge(new Set(bad))

      const { culprits, left } = await findCulprits(things, refusalOf)

      expect(left).toEqual([])
      expect([...culprits]).toEqual(
        things.filter((thing) => bad.includes(thing)).map((thing) => [thing, `no ${thing}`]),
      )
    }),
  )
})

test('one culprit among a thousand costs as many questions as a thousand can be halved, and three more', async () => {
  const things = Array.from({ length: 1_000 }, (_, index) => index)
  const { refusalOf, questions } = judge(new Set([617]))

  await findCulprits(things, refusalOf)

  expect(questions()).toBeLessThanOrEqual(13)
})

test('one that is refused only beside others is not to blame: from it on all are left', async () => {
  const refusalOf = async (things: readonly number[]) =>
    things.includes(3) && things.includes(7) ? 'not both' : undefined

  const { culprits, left } = await findCulprits([1, 3, 5, 7, 9], refusalOf)

  expect([culprits.size, left]).toEqual([0, [7, 9]])
})

test('where there are too many, those that are as many as may be are accepted, and the culprits among them found', async () => {
  const refusalOf = async (things: readonly number[]) =>
    things.includes(2) ? 'no 2' : things.length > 3 ? 'too many' : undefined

  const { culprits, left } = await findCulprits([1, 2, 3, 4, 5, 6], refusalOf)

  expect([[...culprits], left]).toEqual([[[2, 'no 2']], [5, 6]])
})

test('nothing is asked about nothing', async () => {
  const { refusalOf, questions } = judge(new Set())

  const { culprits } = await findCulprits([], refusalOf)

  expect([culprits.size, questions()]).toEqual([0, 0])
})
