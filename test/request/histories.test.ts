import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Command, decide, isRefusal } from '../../src/request/decide.ts'
import type { RequestEvent } from '../../src/request/events.ts'
import { approvedOf, begin, evolve } from '../../src/request/evolve.ts'
import { type Person, samePerson } from '../../src/request/person.ts'
import { approvalBy, type ResolvedPolicy, rulesFor } from '../../src/request/policy.ts'
import { casesOf } from '../../src/request/policy-case.ts'
import type { Outcome, Request } from '../../src/request/request.ts'
import { named, policyOf, resolved } from '../support/policy.ts'
import { noon, otherMac, overdue, person, proposal, submitted } from './samples.ts'

const people = fc.constantFrom(person('ann'), person('bob'), person('eve'), person('bob', 'T2'))
const transactions = fc.constantFrom('tx-1', 'tx-2')
const revisions = fc.integer({ min: 1, max: 3 })
const rules = fc.record({
  approvers: fc.option(
    fc.array(people, { minLength: 1 }).map((users) => named(...users)),
    { nil: undefined },
  ),
  quorum: fc.integer({ min: 1, max: 2 }),
  automatic: fc.boolean(),
  expires: fc.constant(60_000),
  remind: fc.constantFrom(undefined, 30_000),
  remindPeople: fc.constantFrom(undefined, 40_000),
})
const policies = fc.array(rules, { minLength: 1, maxLength: 2 }).chain((some) => {
  const emergency = fc.option(
    fc.array(people, { minLength: 1 }).map((users) => ({ users, review: 60_000 })),
    { nil: undefined },
  )
  return emergency.map((way): ResolvedPolicy => ({ ...resolved(policyOf(...some)), emergency: way }))
})
const outcomes: fc.Arbitrary<Outcome> = fc.constantFrom(
  { kind: 'applied' as const },
  { kind: 'conflict' as const, findings: [] },
  { kind: 'rolled-back' as const, detail: 'dhcpd did not start' },
)

/** Any command that anybody may send at any time, under one policy. */
function commands(policy: ResolvedPolicy): fc.Arbitrary<Command> {
  const at = noon
  return fc.oneof(
    fc.record({
      type: fc.constantFrom('approve' as const, 'deny' as const),
      by: people,
      at: fc.constant(at),
      revision: revisions,
      policy: fc.constant(policy),
    }),
    people.map((by) => ({ type: 'cancel' as const, by, at })),
    fc.record({
      type: fc.constantFrom('approve-in-emergency' as const, 'review' as const),
      by: people,
      at: fc.constant(at),
      revision: revisions,
      reason: fc.constantFrom('down', 'nobody can print'),
      policy: fc.constant(policy),
    }),
    fc.record({
      type: fc.constant('edit' as const),
      by: people,
      at: fc.constant(at),
      revision: revisions,
      proposal: fc.constantFrom(proposal(), otherMac()),
      policy: fc.constant(policy),
    }),
    fc.constantFrom(at, overdue).map((when) => ({ type: 'remind-review' as const, at: when, policy })),
    fc.constant({ type: 'approve-automatically' as const, at, policy }),
    fc.record({
      type: fc.constantFrom('expire' as const, 'remind' as const, 'remind-people' as const),
      at: fc.constantFrom(at, overdue),
      policy: fc.constant(policy),
    }),
    fc.constantFrom(
      { type: 'send-back' as const, at, reason: 'changed', proposal: proposal() },
      { type: 'delay' as const, at, delay: { reason: 'down', advice: 'wait' } },
    ),
    transactions.map((transaction) => ({ type: 'begin-apply' as const, at, transaction, base: 'digest' })),
    transactions.map((transaction) => ({ type: 'release' as const, at, transaction, reason: 'stale' })),
    fc.record({
      type: fc.constant('settle' as const),
      at: fc.constant(at),
      outcome: outcomes,
      record: transactions.map((transaction) => ({ transaction, digest: undefined, steps: {} })),
    }),
  )
}

const histories = policies.chain((policy) =>
  fc.record({ policy: fc.constant(policy), sent: fc.array(commands(policy), { maxLength: 40 }) }),
)

/** Sends the commands one after the other; gives the request after each and all events, the submission first. */
function play(sent: readonly Command[]): { requests: readonly Request[]; events: readonly RequestEvent[] } {
  const requests = [begin(1, submitted())]
  const events: RequestEvent[] = [submitted()]
  for (const command of sent) {
    const request = requests.at(-1) ?? begin(1, submitted())
    const decision = decide(command, request)
    if (isRefusal(decision)) continue
    events.push(...decision)
    requests.push(decision.reduce(evolve, request))
  }
  return { requests, events }
}

test('whatever people and workers send, a request keeps to its rules', () => {
  fc.assert(
    fc.property(histories, ({ policy, sent }) => {
      const { requests, events } = play(sent)

      const last = requests.at(-1)
      expect(last?.version).toBe(events.length)
      expect(last?.revision).toBe(
        1 + events.filter(({ type }) => type === 'sent-back' || type === 'edited').length,
      )
      expect(endings(events)).toBeLessThanOrEqual(1)
      for (const kind of ['reminded', 'reminded-people']) {
        expect(events.filter(({ type }) => type === kind).length).toBeLessThanOrEqual(last?.revision ?? 0)
      }
      expect(nothingFollowsTheEnd(events)).toBe(true)
      for (const request of requests) expectRightfulApprovals(request, policy)
    }),
    { numRuns: 500 },
  )
})

test('a history tells the request that it made', () => {
  fc.assert(
    fc.property(histories, ({ sent }) => {
      const { requests, events } = play(sent)

      const replayed = events.slice(1).reduce(evolve, begin(1, submitted()))

      expect(replayed).toEqual(requests.at(-1))
    }),
  )
})

/** SAFETY A3 and A4: never the requester or an editor, nobody twice, and enough of them wherever it counts as approved. */
function expectRightfulApprovals(request: Request, policy: ResolvedPolicy): void {
  const { approvals, automatic, emergency } = approvedOf(request.state)
  const given = approvals.map((approval) => approval.by)
  const makers = [request.requester, ...request.editors]
  expect(given.some((by) => makers.some((maker) => samePerson(by, maker)))).toBe(false)
  expect(given.every((by, index) => indexOfPerson(given, by) === index)).toBe(true)
  if (!['approved', 'applying', 'settled'].includes(request.state.status)) return
  const rules = rulesFor(policy, casesOf(request))
  if (rules === 'unknown') throw new Error('nothing is unknown here')
  if (emergency) expectRightfulEmergency(request, emergency.by, policy)
  else if (automatic) {
    expect(rules.every((rule) => rule.automatic)).toBe(true)
    expect(request.editors.every((editor) => samePerson(editor, request.requester))).toBe(true)
  } else expect(approvalBy(rules, approvals, policy.membership)).toBe('yes')
}

/** SAFETY A8: only those who are named, and nobody who had a hand in it reviews it. */
function expectRightfulEmergency(
  { state, requester, editors }: Request,
  by: Person,
  { emergency }: ResolvedPolicy,
): void {
  expect(emergency?.users.some((one) => samePerson(one, by))).toBe(true)
  if (state.status !== 'settled' || !state.review) return
  expect(samePerson(state.review.by, by)).toBe(false)
  const reviewer = state.review.by
  expect([requester, ...editors].some((maker) => samePerson(reviewer, maker))).toBe(false)
}

function indexOfPerson(list: readonly Person[], person: Person): number {
  return list.findIndex((other) => samePerson(other, person))
}

function endings(events: readonly RequestEvent[]): number {
  return events.filter(isEnding).length
}

function nothingFollowsTheEnd(events: readonly RequestEvent[]): boolean {
  const end = events.findIndex(isEnding)
  return end === -1 || events.slice(end + 1).every(({ type }) => isAboutReview(type))
}

/** What is settled after an emergency is reviewed: that changes nothing on the server any more. */
function isAboutReview(type: RequestEvent['type']): boolean {
  return type === 'reviewed' || type === 'review-reminded'
}

function isEnding(event: RequestEvent): boolean {
  return event.type === 'denied' || event.type === 'settled'
}
