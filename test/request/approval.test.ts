import { describe, expect, test } from 'vitest'
import { decide, isRefusal } from '../../src/request/decide.ts'
import type { RequestEvent } from '../../src/request/events.ts'
import type { ResolvedPolicy } from '../../src/request/policy.ts'
import { membersOf, named, resolved } from '../support/policy.ts'
import {
  approvalGiven,
  approve,
  approved,
  denied,
  deny,
  edited,
  later,
  noon,
  person,
  policy,
  proposal,
  requestAfter,
  requestIn,
  sentBack,
} from './samples.ts'

const two = policy({ approvers: named(person('bob'), person('eve'), person('ann')), quorum: 2 })

describe('an approval', () => {
  test('that completes the quorum approves the request', () => {
    const decision = decide(approve(), requestAfter())

    expect(decision).toEqual([approvalGiven, approved])
  })

  test('that does not complete the quorum leaves the request pending', () => {
    const decision = decide(approve({ policy: two }), requestAfter())

    expect(decision).toEqual([approvalGiven])
  })

  test('by a second person completes a quorum of two', () => {
    const decision = decide(approve({ by: person('eve'), policy: two }), requestAfter(approvalGiven))

    expect(decision).toEqual([{ ...approvalGiven, by: person('eve') }, approved])
  })

  // SAFETY A4
  test('by the same person again does not count', () => {
    const decision = decide(approve({ policy: two }), requestAfter(approvalGiven))

    expect(decision).toEqual({ refusal: 'already-approved-by-you' })
  })

  test('records when it was given, by whom, and which revision was shown', () => {
    const request = requestAfter(sentBack)
    const at = '2026-03-02T08:00:00.000Z'

    const decision = decide(approve({ by: person('eve'), at, revision: 2 }), request)

    expect(decision).toEqual([
      { type: 'approval-given', by: person('eve'), at, revision: 2 },
      { type: 'approved', at },
    ])
  })
})

describe.each([
  ['an approval', approve],
  ['a denial', deny],
])('%s', (_, click) => {
  // SAFETY A3
  test('by the requester is refused, approver or not', () => {
    const decision = decide(click({ by: person('ann'), policy: two }), requestAfter())

    expect(decision).toEqual({ refusal: 'own-request', rules: two.rules })
  })

  test('by somebody who is no approver is refused', () => {
    const decision = decide(click({ by: person('mallory') }), requestAfter())

    expect(decision).toEqual({ refusal: 'not-an-approver', rules: policy().rules })
  })

  test('by somebody of another workspace with an approver’s user id is refused', () => {
    const decision = decide(click({ by: person('bob', 'T2') }), requestAfter())

    expect(decision).toEqual({ refusal: 'not-an-approver', rules: policy().rules })
  })

  // SAFETY A2
  test('on a card that shows an older plan is refused', () => {
    const decision = decide(click({ revision: 1 }), requestAfter(approvalGiven, approved, sentBack))

    expect(decision).toEqual({ refusal: 'outdated-card' })
  })

  test('on a request that is decided is told what came of it, whoever clicks', () => {
    const decisions = ['ann', 'bob', 'mallory'].map((user) =>
      decide(click({ by: person(user) }), requestIn.settled),
    )

    expect(decisions).toEqual(Array(3).fill({ refusal: 'too-late', state: requestIn.settled.state }))
  })
})

describe('a denial', () => {
  test('ends the request at once, whatever the quorum', () => {
    const decision = decide(deny({ policy: two }), requestAfter(approvalGiven))

    expect(decision).toEqual([denied])
  })

  test('may come from a person who has approved before', () => {
    const decision = decide(deny({ by: person('bob'), policy: two }), requestAfter(approvalGiven))

    expect(decision).toEqual([{ type: 'denied', by: person('bob'), at: later }])
  })
})

describe('a request that was sent back', () => {
  const changed = proposal({ hosts: [] })
  const history: RequestEvent[] = [approvalGiven, approved, { ...sentBack, proposal: changed }]

  // SAFETY A1
  test('is pending again with the new plan, and earlier approvals are void', () => {
    const request = requestAfter(...history)

    expect(request).toMatchObject({
      revision: 2,
      proposal: changed,
      state: { status: 'pending', approvals: [], sentBack: 'the subnet has moved' },
    })
  })

  test('can be approved by a person who approved the earlier plan', () => {
    const decision = decide(approve({ revision: 2 }), requestAfter(...history))

    expect(decision).toEqual([{ ...approvalGiven, revision: 2 }, approved])
  })

  test('keeps the reason in sight while approvals come in', () => {
    const request = requestAfter(...history, { ...approvalGiven, revision: 2 })

    expect(request.state).toMatchObject({ status: 'pending', sentBack: 'the subnet has moved' })
  })
})

describe('an approval by the policy', () => {
  const automatic = { type: 'approve-automatically', at: later, policy: policy({ automatic: true }) } as const
  const event = { type: 'approved-automatically', at: later, rules: ['rule 1'] } as const

  test('is recorded with the rules that allowed it', () => {
    expect(decide(automatic, requestAfter())).toEqual([event])
    expect(requestAfter(event).state).toMatchObject({
      status: 'approved',
      approvals: [],
      automatic: { rules: ['rule 1'], at: later },
    })
  })

  test('is none where a rule asks for people', () => {
    expect(decide({ ...automatic, policy: policy() }, requestAfter())).toEqual({ refusal: 'not-automatic' })
  })

  test('is void when the plan has changed', () => {
    const { state } = requestAfter(event, sentBack)

    expect(state).toEqual({ status: 'pending', approvals: [], sentBack: 'the subnet has moved' })
  })
})

describe('a reminder', () => {
  const remind = {
    type: 'remind',
    at: later,
    policy: policy({ approvers: named(person('bob')), remind: 60_000 }),
  } as const
  const reminded = { type: 'reminded', at: later } as const

  test('is recorded once for a plan, and again for a new one', () => {
    const at = '2026-03-02T12:00:00.000Z'

    expect(decide(remind, requestAfter())).toEqual([reminded])
    expect(decide(remind, requestAfter(reminded))).toEqual({ refusal: 'not-due', until: undefined })
    expect(decide({ ...remind, at }, requestAfter(approvalGiven, approved, sentBack))).toEqual([
      { ...reminded, at },
    ])
  })

  describe('in person', () => {
    const byName = (...users: string[]) => ({
      approvers: named(...users.map((user) => person(user))),
      remindPeople: 120_000,
    })
    const inPerson = (policy: ResolvedPolicy, at = later) => ({ type: 'remind-people', at, policy }) as const
    const people = (policy: ResolvedPolicy, ...events: RequestEvent[]) => {
      const decision = decide(inPerson(policy), requestAfter(...events))
      const [event] = isRefusal(decision) ? [] : decision
      return event?.type === 'reminded-people' ? event.people.map(({ user }) => user) : decision
    }

    test('is for each who has not approved, and recorded once for a plan', () => {
      const two = policy({ ...byName('ann', 'bob', 'eve', 'carl'), quorum: 2 })
      const event = { type: 'reminded-people', at: later, people: [person('eve'), person('carl')] } as const

      expect(decide(inPerson(two), requestAfter(approvalGiven))).toEqual([event])
      expect(decide(inPerson(two), requestAfter(approvalGiven, event))).toEqual({
        refusal: 'not-due',
        until: undefined,
      })
      expect(requestAfter(event, approvalGiven, edited).state).not.toHaveProperty('remindedPeopleAt')
    })

    test('is for nobody of a rule that has enough or does not ask for it, nor for an editor', () => {
      const rules = policy(byName('bob'), byName('eve', 'carl'), { approvers: named(person('dora')) })

      expect(people(rules, approvalGiven)).toEqual(['eve', 'carl'])
      expect(people(rules, { ...edited, by: person('eve') })).toEqual({
        refusal: 'not-due',
        until: '2026-03-01T12:32:00.000Z',
      })
      expect(
        decide(inPerson(rules, '2026-03-01T13:00:00.000Z'), requestAfter({ ...edited, by: person('eve') })),
      ).toMatchObject([{ people: [person('bob'), person('carl')] }])
    })

    test('is for the members of groups and channels, and for delegates in the place of those who are away', () => {
      const away = {
        approver: person('bob'),
        delegate: person('dora'),
        from: noon,
        until: '2027',
        reason: '',
      }
      const circles = { ...byName(), approvers: membersOf('S1', 'C1') }
      const known = resolved(policy(circles), { S1: [person('bob'), person('eve')], C1: [person('eve')] })

      expect(people({ ...known, delegations: [away] })).toEqual(['dora', 'eve'])
    })

    test.each([
      ['more than twenty people', Array.from({ length: 21 }, (_, index) => `U${index}`), 0],
      ['twenty people', Array.from({ length: 20 }, (_, index) => `U${index}`), 20],
    ])('of %s is for as many', (_, users, count) => {
      expect(people(policy(byName(...users)))).toHaveLength(count)
    })

    test('is for nobody in person while Slack does not say who they are', () => {
      const approvers = { ...membersOf('S1'), users: [person('bob')] }

      expect(people(policy({ approvers, remindPeople: 120_000 }))).toEqual([])
    })
  })

  test('is kept in mind while approvals come in', () => {
    expect(requestAfter(reminded, approvalGiven).state).toMatchObject({ remindedAt: later })
  })

  test('is not due before its time', () => {
    const early = { ...remind, at: noon } as const

    expect(decide(early, requestAfter())).toEqual({ refusal: 'not-due', until: '2026-03-01T12:01:00.000Z' })
  })
})
