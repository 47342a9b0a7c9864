import { describe, expect, test } from 'vitest'
import { type Command, decide, isRefusal } from '../../src/request/decide.ts'
import { evolve } from '../../src/request/evolve.ts'
import type { Request, Status } from '../../src/request/request.ts'
import { named } from '../support/policy.ts'
import {
  approve,
  approvedInEmergency,
  began,
  deny,
  edit,
  later,
  person,
  policy,
  policyForEmergencies,
  proposal,
  requestAfter,
  requestIn,
  reviewed,
  settle,
  settled,
} from './samples.ts'

const week = '2026-03-09T00:00:00.000Z'

/** One command of each kind, from people who may give it and for the transaction that is under way. */
const commands = {
  approve: approve(),
  deny: deny(),
  edit: edit(),
  cancel: { type: 'cancel', by: person('ann'), at: later },
  'approve automatically': {
    type: 'approve-automatically',
    at: later,
    policy: policy({ automatic: true }),
  },
  'approve in an emergency': {
    type: 'approve-in-emergency',
    by: person('carl'),
    at: later,
    revision: 1,
    reason: 'the ward has no printer',
    policy: policyForEmergencies(),
  },
  review: { type: 'review', by: person('bob'), at: later, revision: 1, policy: policyForEmergencies() },
  'remind of the review': { type: 'remind-review', at: week, policy: policyForEmergencies() },
  'remind in person': {
    type: 'remind-people',
    at: later,
    policy: policy({ approvers: named(person('bob')), remindPeople: 120_000 }),
  },
  remind: { type: 'remind', at: later, policy: policy({ approvers: named(person('bob')), remind: 60_000 }) },
  expire: { type: 'expire', at: week, policy: policy() },
  'send-back': { type: 'send-back', at: later, reason: 'the subnet has moved', proposal: proposal() },
  delay: { type: 'delay', at: later, delay: { reason: 'unreachable', advice: 'wait' } },
  'begin-apply': { type: 'begin-apply', at: later, transaction: 'tx-1', base: 'digest-1' },
  release: { type: 'release', at: later, transaction: 'tx-1', reason: 'stale' },
  'settle with a conflict': settle({ kind: 'conflict', findings: [] }),
  'settle with another outcome': settle({ kind: 'applied' }),
} satisfies Record<string, Command>

/** A request in each state; what was approved in an emergency goes on after it is settled. */
const requests = {
  ...requestIn,
  'settled after an emergency': requestAfter(approvedInEmergency, began, settled),
  'settled and reviewed': requestAfter(approvedInEmergency, began, settled, reviewed),
} satisfies Record<string, Request>

/** The state that each command leads to; "too late" where the state does not take it. */
const table: Readonly<
  Record<keyof typeof requests, Readonly<Record<keyof typeof commands, Status | 'too late'>>>
> = {
  pending: {
    approve: 'approved',
    'approve automatically': 'approved',
    'approve in an emergency': 'approved',
    review: 'too late',
    'remind of the review': 'too late',
    remind: 'pending',
    'remind in person': 'pending',
    deny: 'denied',
    edit: 'pending',
    cancel: 'cancelled',
    expire: 'expired',
    'send-back': 'too late',
    delay: 'too late',
    'begin-apply': 'too late',
    release: 'too late',
    'settle with a conflict': 'too late',
    'settle with another outcome': 'too late',
  },
  approved: {
    approve: 'too late',
    'approve automatically': 'too late',
    'approve in an emergency': 'too late',
    review: 'too late',
    'remind of the review': 'too late',
    remind: 'too late',
    'remind in person': 'too late',
    deny: 'too late',
    edit: 'too late',
    cancel: 'cancelled',
    expire: 'expired',
    'send-back': 'pending',
    delay: 'approved',
    'begin-apply': 'applying',
    release: 'too late',
    'settle with a conflict': 'settled',
    'settle with another outcome': 'too late',
  },
  applying: {
    approve: 'too late',
    'approve automatically': 'too late',
    'approve in an emergency': 'too late',
    review: 'too late',
    'remind of the review': 'too late',
    remind: 'too late',
    'remind in person': 'too late',
    deny: 'too late',
    edit: 'too late',
    cancel: 'too late',
    expire: 'too late',
    'send-back': 'too late',
    delay: 'applying',
    'begin-apply': 'too late',
    release: 'approved',
    'settle with a conflict': 'too late',
    'settle with another outcome': 'settled',
  },
  denied: everyCommandIsTooLate(),
  cancelled: everyCommandIsTooLate(),
  expired: everyCommandIsTooLate(),
  settled: everyCommandIsTooLate(),
  'settled after an emergency': {
    ...everyCommandIsTooLate(),
    review: 'settled',
    'remind of the review': 'settled',
  },
  'settled and reviewed': everyCommandIsTooLate(),
}

describe.each(Object.keys(table) as (keyof typeof table)[])('a request that is %s', (status) => {
  const request = requests[status]

  test.each(Object.entries(table[status]))('after the command "%s" is: %s', (name, expected) => {
    const decision = decide(commands[name as keyof typeof commands], request)

    if (expected === 'too late') {
      expect(decision).toEqual({ refusal: 'too-late', state: request.state })
    } else {
      expect(isRefusal(decision) ? decision : decision.reduce(evolve, request).state.status).toBe(expected)
    }
  })
})

function everyCommandIsTooLate(): Record<keyof typeof commands, 'too late'> {
  return {
    approve: 'too late',
    'approve automatically': 'too late',
    'approve in an emergency': 'too late',
    review: 'too late',
    'remind of the review': 'too late',
    remind: 'too late',
    'remind in person': 'too late',
    deny: 'too late',
    edit: 'too late',
    cancel: 'too late',
    expire: 'too late',
    'send-back': 'too late',
    delay: 'too late',
    'begin-apply': 'too late',
    release: 'too late',
    'settle with a conflict': 'too late',
    'settle with another outcome': 'too late',
  }
}
