import { describe, expect, test } from 'vitest'
import { isApprovedBy, isApprover } from '../../src/request/policy.ts'
import { person, policy } from './samples.ts'

const [bob, eve, carl] = [person('bob'), person('eve'), person('carl')]

describe('a quorum', () => {
  const two = policy({ approvers: [bob, eve], quorum: 2, expires: 604_800_000 })

  test('is reached by as many different approvers', () => {
    expect(isApprovedBy(two, [bob, eve])).toBe(true)
  })

  // SAFETY A4
  test.each([
    ['nobody', []],
    ['one person', [bob]],
    ['one person twice', [bob, bob]],
    ['a person who is no approver', [bob, carl]],
    ['a namesake from another workspace', [bob, person('bob', 'T2')]],
  ])('of two is not reached by %s', (_, people) => {
    expect(isApprovedBy(two, people)).toBe(false)
  })

  test('counts a person once, though the rule names them twice', () => {
    const careless = policy({ approvers: [bob, bob], quorum: 2, expires: 604_800_000 })

    expect(isApprovedBy(careless, [bob])).toBe(false)
  })
})

describe('several rules', () => {
  const both = policy(
    { approvers: [bob, eve], quorum: 1, expires: 604_800_000 },
    { approvers: [eve, carl], quorum: 1, expires: 604_800_000 },
  )

  test('bind together', () => {
    expect(isApprovedBy(both, [bob])).toBe(false)
    expect(isApprovedBy(both, [carl])).toBe(false)
    expect(isApprovedBy(both, [bob, carl])).toBe(true)
  })

  test('can be satisfied by one person whom all of them name', () => {
    expect(isApprovedBy(both, [eve])).toBe(true)
  })

  test('let each of their approvers decide', () => {
    expect(
      [bob, eve, carl, person('ann'), person('bob', 'T2')].map((each) => isApprover(both, each)),
    ).toEqual([true, true, true, false, false])
  })
})
