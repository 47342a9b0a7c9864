import type { Command } from '../../src/request/decide.ts'
import type { RequestEvent } from '../../src/request/events.ts'
import { begin, evolve } from '../../src/request/evolve.ts'
import type { Person } from '../../src/request/person.ts'
import type { ResolvedPolicy, Rule } from '../../src/request/policy.ts'
import type { Outcome, Proposal, Request, Status } from '../../src/request/request.ts'
import { named, policyOf, resolved } from '../support/policy.ts'

export const noon = '2026-03-01T12:00:00.000Z'
/** A week after noon, when a request expires by the policy of these samples. */
export const overdue = '2026-03-08T12:00:00.000Z'
export const later = '2026-03-01T12:30:00.000Z'

/** Somebody of the one workspace that most tests live in. */
export function person(user: string, team = 'T1'): Person {
  return { team, user }
}

/** A proposal to add one host below a subnet. */
export function proposal(changes: Partial<Proposal> = {}): Proposal {
  return {
    changes: [
      {
        kind: 'add',
        name: 'printer-3f',
        mac: '00:11:22:33:44:55',
        address: '10.20.0.7',
        comment: undefined,
      },
    ],
    findings: [],
    hosts: [
      {
        name: 'printer-3f',
        path: '/etc/dhcp/dhcpd.conf',
        before: undefined,
        after: 'host printer-3f {\n  hardware ethernet 00:11:22:33:44:55;\n  fixed-address 10.20.0.7;\n}\n',
        scopes: [{ label: 'subnet 10.20.0.0 netmask 255.255.255.0', options: ['option routers 10.20.0.1;'] }],
        line: 12,
      },
    ],
    ...changes,
  }
}

/** The same with another MAC address. */
export function otherMac(): Proposal {
  return JSON.parse(JSON.stringify(proposal()).replaceAll('00:11:22:33:44:55', '00:11:22:33:44:66'))
}

export type Submitted = Extract<RequestEvent, { type: 'submitted' }>

/** Ann asks for a printer on the server campus. */
export function submitted(changes: Partial<Submitted> = {}): Submitted {
  return {
    type: 'submitted',
    by: person('ann'),
    at: noon,
    server: 'campus',
    reason: 'a new printer',
    proposal: proposal(),
    ...changes,
  }
}

/** The request after its submission and these events. */
export function requestAfter(...events: readonly RequestEvent[]): Request {
  return events.reduce(evolve, begin(1, submitted()))
}

/** Bob and Eve approve, one of them is enough, unless other rules are given. */
export function policy(...rules: readonly Partial<Rule>[]): ResolvedPolicy {
  const usual = { approvers: named(person('bob'), person('eve')) }
  return resolved(policyOf(...(rules.length > 0 ? rules : [usual])))
}

/** The same, where Ann and Carl may do without the approvers in an emergency, reviewed within a day. */
export function policyForEmergencies(...rules: readonly Partial<Rule>[]): ResolvedPolicy {
  return { ...policy(...rules), emergency: { users: [person('ann'), person('carl')], review: 86_400_000 } }
}

export const approvalGiven = {
  type: 'approval-given',
  by: person('bob'),
  at: later,
  revision: 1,
} as const satisfies RequestEvent
export const approved = { type: 'approved', at: later } as const satisfies RequestEvent
export const approvedInEmergency = {
  type: 'approved-in-emergency',
  by: person('ann'),
  at: later,
  reason: 'the ward has no printer',
} as const satisfies RequestEvent
export const reviewed = { type: 'reviewed', by: person('bob'), at: later } as const satisfies RequestEvent
/** Bob gives another MAC address. */
export const edited = {
  type: 'edited',
  by: person('bob'),
  at: later,
  was: {
    kind: 'add',
    name: 'printer-3f',
    mac: '00:11:22:33:44:55',
    address: '10.20.0.7',
    comment: undefined,
  },
  proposal: otherMac(),
} as const satisfies RequestEvent
export const cancelled = { type: 'cancelled', by: person('ann'), at: later } as const satisfies RequestEvent
export const expired = { type: 'expired', at: later } as const satisfies RequestEvent
export const denied = { type: 'denied', by: person('eve'), at: later } as const satisfies RequestEvent
export const began = {
  type: 'apply-began',
  at: later,
  transaction: 'tx-1',
  base: 'digest-1',
} as const satisfies RequestEvent
export const settled = {
  type: 'settled',
  at: later,
  outcome: { kind: 'applied' },
  record: { transaction: 'tx-1', digest: 'digest-2', steps: { test: 12 } },
} as const satisfies RequestEvent
export const sentBack = {
  type: 'sent-back',
  at: later,
  reason: 'the subnet has moved',
  proposal: proposal({ findings: [] }),
} as const satisfies RequestEvent

/** A request in each of its states. */
export const requestIn: Readonly<Record<Status, Request>> = {
  pending: requestAfter(),
  denied: requestAfter(denied),
  cancelled: requestAfter(cancelled),
  expired: requestAfter(expired),
  approved: requestAfter(approvalGiven, approved),
  applying: requestAfter(approvalGiven, approved, began),
  settled: requestAfter(approvalGiven, approved, began, settled),
}

export type Edit = Extract<Command, { type: 'edit' }>
export type Approve = Extract<Command, { type: 'approve' }>
export type Deny = Extract<Command, { type: 'deny' }>
export type Settle = Extract<Command, { type: 'settle' }>

/** Bob, who approves such requests, gives another MAC address. */
export function edit(changes: Partial<Edit> = {}): Edit {
  return {
    type: 'edit',
    by: person('bob'),
    at: later,
    revision: 1,
    proposal: otherMac(),
    policy: policy(),
    ...changes,
  }
}

/** Bob clicks Approve on the first card. */
export function approve(changes: Partial<Approve> = {}): Approve {
  return { type: 'approve', by: person('bob'), at: later, revision: 1, policy: policy(), ...changes }
}

/** Eve clicks Deny on the first card. */
export function deny(changes: Partial<Deny> = {}): Deny {
  return { type: 'deny', by: person('eve'), at: later, revision: 1, policy: policy(), ...changes }
}

/** The transaction tx-1 came to an end. */
export function settle(outcome: Outcome, transaction = 'tx-1'): Settle {
  return { type: 'settle', at: later, outcome, record: { transaction, digest: undefined, steps: {} } }
}
