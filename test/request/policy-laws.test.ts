import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refuseAdmission } from '../../src/request/admission.ts'
import { placesIn } from '../../src/request/ballot.ts'
import { decide, isRefusal } from '../../src/request/decide.ts'
import { placesOf } from '../../src/request/delegation.ts'
import { approvedOf, evolve } from '../../src/request/evolve.ts'
import { type Person, samePerson } from '../../src/request/person.ts'
import { matches, type ResolvedPolicy, type Rule } from '../../src/request/policy.ts'
import { casesOf } from '../../src/request/policy-case.ts'
import type { Request } from '../../src/request/request.ts'
import { distinct, everyone, isOneOf, type Who } from '../../src/request/who.ts'
import { circle, policyOf, resolved, rule } from '../support/policy.ts'
import { later, noon, overdue, person, proposal, requestAfter } from './samples.ts'

const people = fc.constantFrom(
  ...['ann', 'bob', 'eve', 'carl'].map((user) => person(user)),
  person('bob', 'T2'),
)
const circles = fc.constantFrom('S1', 'S2', 'C1')
const who: fc.Arbitrary<Who> = fc
  .record({ users: fc.array(people, { maxLength: 3 }), ids: fc.array(circles, { maxLength: 2 }) })
  .filter(({ users, ids }) => users.length + ids.length > 0)
  .map(({ users, ids }) => ({ users, circles: ids.map(circle) }))

const rules: fc.Arbitrary<Rule> = fc
  .record({
    when: fc.record(
      {
        change: fc.constantFrom(['add'], ['remove'], ['add', 'edit']) as fc.Arbitrary<('add' | 'remove')[]>,
        server: fc.constantFrom(['campus'], ['lab']),
        subnet: fc.constantFrom(['10.20.0.0/16'], ['10.30.0.0/16', '2001:db8::/32']),
        name: fc.constantFrom('printer-.*', 'core-.*'),
        requester: who,
      },
      { requiredKeys: [] },
    ),
    approvers: fc.option(who, { nil: undefined }),
    quorum: fc.integer({ min: 1, max: 3 }),
    automatic: fc.boolean(),
  })
  .map(rule)

/** What Slack says of the circles; of those that are left out it says nothing. */
const memberships = fc.dictionary(circles, fc.array(people, { maxLength: 4 }))
const findings = fc.constantFrom<'none' | 'note' | 'warning'>('none', 'note', 'warning')

const worlds = fc.record({
  rules: fc.array(rules, { maxLength: 4 }),
  members: memberships,
  finding: findings,
  clicks: fc.array(people, { maxLength: 8 }),
  away: fc.array(
    fc.record({
      approver: people,
      delegate: people,
      from: fc.constant(noon),
      until: fc.constant(overdue),
      reason: fc.constant(''),
    }),
    { maxLength: 3 },
  ),
})

function requestWith(finding: 'none' | 'note' | 'warning'): Request {
  if (finding === 'none') return requestAfter()
  const said = { code: 'odd', severity: finding, field: 'mac', message: 'Odd.', advice: 'Look.' } as const
  return { ...requestAfter(), proposal: proposal({ findings: [said] }) }
}

/** Everybody clicks Approve in turn, after the policy was asked whether anybody need. */
function play(start: Request, policy: ResolvedPolicy, clicks: readonly Person[]): Request {
  const commands = [
    { type: 'approve-automatically' as const, at: later, policy },
    ...clicks.map((by) => ({ type: 'approve' as const, by, at: later, revision: 1, policy })),
  ]
  return commands.reduce((request, command) => {
    const decision = decide(command, request)
    return isRefusal(decision) ? request : decision.reduce(evolve, request)
  }, start)
}

function matching(request: Request, policy: ResolvedPolicy): readonly Rule[] {
  return policy.rules.filter((one) =>
    casesOf(request).some((asked) => matches(one, asked, policy.membership) === 'yes'),
  )
}

// SAFETY A3 and A4
test('nothing is approved without enough distinct people of each rule that matches, none of them the requester', () => {
  fc.assert(
    fc.property(worlds, ({ rules: all, members, finding, clicks, away }) => {
      const policy = { ...resolved(policyOf(...all), members), delegations: away }
      const request = play(requestWith(finding), policy, clicks)
      fc.pre(request.state.status === 'approved')

      const { approvals, automatic } = approvedOf(request.state)
      const bound = matching(request, policy)
      expect(bound.length).toBeGreaterThan(0)
      expect(approvals.some(({ by }) => samePerson(by, request.requester))).toBe(false)
      if (automatic) {
        expect(bound.every((one) => one.automatic)).toBe(true)
        expect(finding).not.toBe('warning')
        return
      }
      expect(bound.some(({ approvers }) => approvers)).toBe(true)
      for (const { approvers, quorum } of bound) {
        if (!approvers) continue
        const others = everyone(approvers, policy.membership).filter(
          (one) => !samePerson(one, request.requester),
        )
        const represented = others.filter((one) => approvals.some((each) => isOneOf(placesIn(each), one)))
        const acting = approvals.filter((each) => placesIn(each).some((one) => isOneOf(others, one)))
        expect(represented.length).toBeGreaterThanOrEqual(quorum)
        expect(distinct(acting.map(({ by }) => by)).length).toBeGreaterThanOrEqual(quorum)
        for (const { by, for: places = [] } of approvals) {
          for (const place of places)
            expect(placesOf(away, by, later).some((one) => samePerson(one, place))).toBe(true)
        }
      }
    }),
    { numRuns: 3_000, maxSkipsPerRun: 1_000 },
  )
})

test('another rule makes no approval easier, as long as there was a rule that somebody could satisfy', () => {
  fc.assert(
    fc.property(worlds, rules, ({ rules: all, members, finding, clicks }, another) => {
      const start = requestWith(finding)
      const fewer = resolved(policyOf(...all), members)
      const more = resolved(policyOf(...all, another), members)
      fc.pre(refuseAdmission({ ...start, requester: person('ann') }, [], fewer) === undefined)

      const withMore = play(start, more, clicks)
      const withFewer = play(start, fewer, clicks)

      if (withMore.state.status === 'approved') expect(withFewer.state.status).toBe('approved')
    }),
    { numRuns: 3_000, maxSkipsPerRun: 1_000 },
  )
})

test('a delegate more makes no approval harder', () => {
  fc.assert(
    fc.property(worlds, ({ rules: all, members, finding, clicks, away }) => {
      const alone = resolved(policyOf(...all), members)
      const helped = { ...alone, delegations: away }

      const without = play(requestWith(finding), alone, clicks)
      const withThem = play(requestWith(finding), helped, clicks)

      if (without.state.status === 'approved') expect(withThem.state.status).toBe('approved')
    }),
    { numRuns: 1_000 },
  )
})

test('what no rule matches is refused, whoever clicks', () => {
  fc.assert(
    fc.property(worlds, ({ rules: all, members, finding, clicks }) => {
      const about = all.map((one) => ({ ...one, when: { ...one.when, server: ['elsewhere'] } }))
      const policy = resolved(policyOf(...about), members)
      const request = requestWith(finding)

      expect(play(request, policy, clicks)).toEqual(request)
      expect(refuseAdmission(request, [], policy)?.message).toMatch(/No rule of the policy/)
    }),
  )
})

test('what is approved while Slack is silent about some circles is approved when it speaks, whatever it says', () => {
  fc.assert(
    fc.property(worlds, memberships, ({ rules: all, members, finding, clicks }, said) => {
      const policy = policyOf(...all)
      const silent = play(requestWith(finding), resolved(policy, members), clicks.slice(0, 1))
      fc.pre(silent.state.status === 'approved')

      const spoken = play(requestWith(finding), resolved(policy, { ...said, ...members }), clicks.slice(0, 1))

      expect(spoken.state).toEqual(silent.state)
    }),
    { numRuns: 2_000, maxSkipsPerRun: 1_000 },
  )
})
