import { describe, expect, test } from 'vitest'
import { type Command, decide, isRefusal } from '../../src/request/decide.ts'
import { evolve } from '../../src/request/evolve.ts'
import type { Status } from '../../src/request/request.ts'
import { named } from '../support/policy.ts'
import { approve, deny, later, person, policy, proposal, requestIn, settle } from './samples.ts'

/** One command of each kind, from people who may give it and for the transaction that is under way. */
const commands = {
  approve: approve(),
  deny: deny(),
  cancel: { type: 'cancel', by: person('ann'), at: later },
  'approve automatically': {
    type: 'approve-automatically',
    at: later,
    policy: policy({ automatic: true }),
  },
  remind: { type: 'remind', at: later, policy: policy({ approvers: named(person('bob')), remind: 60_000 }) },
  expire: { type: 'expire', at: '2026-03-09T00:00:00.000Z', policy: policy() },
  'send-back': { type: 'send-back', at: later, reason: 'the subnet has moved', proposal: proposal() },
  delay: { type: 'delay', at: later, delay: { reason: 'unreachable', advice: 'wait' } },
  'begin-apply': { type: 'begin-apply', at: later, transaction: 'tx-1', base: 'digest-1' },
  release: { type: 'release', at: later, transaction: 'tx-1', reason: 'stale' },
  'settle with a conflict': settle({ kind: 'conflict', findings: [] }),
  'settle with another outcome': settle({ kind: 'applied' }),
} satisfies Record<string, Command>

/** The state that each command leads to; "too late" where the state does not take it. */
const table: Readonly<Record<Status, Readonly<Record<keyof typeof commands, Status | 'too late'>>>> = {
  pending: {
    approve: 'approved',
    'approve automatically': 'approved',
    remind: 'pending',
    deny: 'denied',
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
    remind: 'too late',
    deny: 'too late',
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
    remind: 'too late',
    deny: 'too late',
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
}

describe.each(Object.keys(table) as Status[])('a request that is %s', (status) => {
  const request = requestIn[status]

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
    remind: 'too late',
    deny: 'too late',
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
