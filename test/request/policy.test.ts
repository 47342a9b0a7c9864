import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/request/answer.ts'
import type { Person } from '../../src/request/person.ts'
import {
  approvalBy,
  circlesFor,
  isApprover,
  isApproverOn,
  isAutomatic,
  type Rule,
  reminderOf,
  rulesFor,
} from '../../src/request/policy.ts'
import type { PolicyCase } from '../../src/request/policy-case.ts'
import type { Membership } from '../../src/request/who.ts'
import { circle, membersOf, named, policyOf, resolved, rule } from '../support/policy.ts'
import { noon, person, proposal } from './samples.ts'

const [bob, eve, carl] = [person('bob'), person('eve'), person('carl')]
const nothing = new Map()

const asked: PolicyCase = {
  server: 'campus',
  kinds: ['add'],
  names: ['printer-3f'],
  addresses: ['10.20.0.7'],
  requester: person('ann'),
}

/** Whether these people approve it, each in their own place. */
function decidedBy(rules: readonly Rule[], people: readonly Person[], membership: Membership): Answer {
  return approvalBy(
    rules,
    people.map((by) => ({ by })),
    membership,
  )
}

describe('a quorum', () => {
  const two = [rule({ approvers: named(bob, eve), quorum: 2 })]

  test('is reached by as many different approvers', () => {
    expect(decidedBy(two, [bob, eve], nothing)).toBe('yes')
  })

  // SAFETY A4
  test.each([
    ['nobody', []],
    ['one person', [bob]],
    ['one person twice', [bob, bob]],
    ['a person who is no approver', [bob, carl]],
    ['a namesake from another workspace', [bob, person('bob', 'T2')]],
  ])('of two is not reached by %s', (_, people) => {
    expect(decidedBy(two, people, nothing)).toBe('no')
  })

  test('counts a person once, though the rule names them twice', () => {
    const careless = [rule({ approvers: named(bob, bob), quorum: 2 })]

    expect(decidedBy(careless, [bob], nothing)).toBe('no')
  })

  test('counts a person once who is named and a member of two circles', () => {
    const approvers = { users: [bob], circles: [circle('S1'), circle('C1')] }
    const membership = new Map([
      ['S1', [bob]],
      ['C1', [bob]],
    ])

    expect(decidedBy([rule({ approvers, quorum: 2 })], [bob], membership)).toBe('no')
  })
})

describe('the members of a circle', () => {
  const one = [rule({ approvers: membersOf('S1') })]

  test('are approvers, and nobody else is', () => {
    const membership = new Map([['S1', [bob]]])

    expect(decidedBy(one, [bob], membership)).toBe('yes')
    expect(decidedBy(one, [eve, person('bob', 'T2')], membership)).toBe('no')
  })

  test('approve nothing while Slack does not say who they are', () => {
    expect(decidedBy(one, [bob], nothing)).toBe('unknown')
    expect(isApprover(one, bob, nothing)).toBe('unknown')
  })

  test('are not waited for where enough are named', () => {
    const mixed = [rule({ approvers: { users: [bob], circles: [circle('S1')] } })]

    expect(decidedBy(mixed, [bob], nothing)).toBe('yes')
    expect(isApprover(mixed, bob, nothing)).toBe('yes')
  })

  test('are not waited for where even all of them would not do', () => {
    const two = [rule({ approvers: membersOf('S1'), quorum: 2 })]

    expect(decidedBy(two, [bob], nothing)).toBe('no')
  })
})

describe('several rules', () => {
  const both = [rule({ approvers: named(bob, eve) }), rule({ approvers: named(eve, carl) })]

  test('bind together', () => {
    expect(decidedBy(both, [bob], nothing)).toBe('no')
    expect(decidedBy(both, [carl], nothing)).toBe('no')
    expect(decidedBy(both, [bob, carl], nothing)).toBe('yes')
  })

  test('can be satisfied by one person whom all of them name', () => {
    expect(decidedBy(both, [eve], nothing)).toBe('yes')
  })

  test('let each of their approvers decide', () => {
    const people = [bob, eve, carl, person('ann'), person('bob', 'T2')]

    expect(people.map((each) => isApprover(both, each, nothing))).toEqual(['yes', 'yes', 'yes', 'no', 'no'])
  })

  test('ask for what is left over when one of them asks for nobody', () => {
    const withAutomatic = [rule({ automatic: true }), rule({ approvers: named(bob) })]

    expect(decidedBy(withAutomatic, [eve], nothing)).toBe('no')
    expect(decidedBy(withAutomatic, [bob], nothing)).toBe('yes')
  })
})

describe('the rules that bind', () => {
  const policy = policyOf(
    { name: 'adds', when: { change: ['add'] }, approvers: named(bob) },
    { name: 'removals', when: { change: ['remove'] }, approvers: named(bob) },
    { name: 'netops', when: { requester: membersOf('S1') }, approvers: named(bob) },
  )

  test('are all that match, and none that does not', () => {
    const rules = rulesFor(resolved(policy, { S1: [person('ann')] }), [asked])

    expect(rules === 'unknown' ? rules : rules.map(({ name }) => name)).toEqual(['adds', 'netops'])
  })

  test('are not known while Slack does not say who asked', () => {
    expect(rulesFor(resolved(policy), [asked])).toBe('unknown')
  })

  test('are known where a rule cannot match, whatever Slack says', () => {
    const elsewhere = policyOf({ when: { server: ['lab'], requester: membersOf('S1') } })

    expect(rulesFor(resolved(elsewhere), [asked])).toEqual([])
  })

  test('decide which circles Slack is asked for', () => {
    const circles = policyOf(
      { when: { change: ['add'] }, approvers: membersOf('S1') },
      { when: { change: ['remove'] }, approvers: membersOf('S2') },
      { when: { requester: membersOf('C3') }, approvers: membersOf('S4') },
    )

    expect(circlesFor(circles, [asked]).map(({ id }) => id)).toEqual(['S1', 'C3', 'S4'])
  })

  test('that are none approve nothing, whoever comes', () => {
    expect(decidedBy([], [bob, eve, carl], nothing)).toBe('no')
    expect(isAutomatic([], proposal())).toBe(false)
  })
})

describe('what is approved automatically', () => {
  const allowed = rule({ automatic: true })
  const warning = {
    code: 'mac-local',
    severity: 'warning',
    field: 'mac',
    message: 'It is odd.',
    advice: 'Look.',
  } as const

  test('is what every rule that matches allows', () => {
    expect(isAutomatic([allowed, allowed], proposal())).toBe(true)
    expect(isAutomatic([allowed, rule({ approvers: named(bob) })], proposal())).toBe(false)
  })

  test('holds no warning, but may hold a note', () => {
    expect(isAutomatic([allowed], proposal({ findings: [warning] }))).toBe(false)
    expect(isAutomatic([allowed], proposal({ findings: [{ ...warning, severity: 'note' }] }))).toBe(true)
  })
})

test('an approver of another server alone is none on this one', () => {
  const policy = resolved(
    policyOf({ when: { server: ['lab'] }, approvers: named(bob) }, { approvers: named(eve) }),
  )

  const answers = [bob, eve].map((each) => ['campus', 'lab'].map((name) => isApproverOn(policy, name, each)))

  expect(answers).toEqual([
    ['no', 'yes'],
    ['yes', 'yes'],
  ])
})

describe('a reminder', () => {
  const HOUR = 3_600_000
  const slow = rule({ approvers: named(bob), remind: 5 * HOUR })
  const quick = rule({ approvers: named(eve), remind: 2 * HOUR })

  test('is due by the shortest time of the rules that still wait for somebody', () => {
    expect(reminderOf([slow, quick], noon, [], nothing)).toBe('2026-03-01T14:00:00.000Z')
    expect(reminderOf([slow, quick], noon, [{ by: eve }], nothing)).toBe('2026-03-01T17:00:00.000Z')
  })

  test('is never due where no rule asks for it', () => {
    expect(reminderOf([rule({ approvers: named(bob) })], noon, [], nothing)).toBeUndefined()
  })
})
