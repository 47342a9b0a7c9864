import type { Person } from '../../src/request/person.ts'
import type { Policy, ResolvedPolicy, Rule } from '../../src/request/policy.ts'
import type { Circle, Who } from '../../src/request/who.ts'

const WEEK = 604_800_000

/** These people by name. */
export function named(...users: readonly Person[]): Who {
  return { users, circles: [] }
}

/** The members of a user group (`S…`) or of a channel (`C…`). */
export function circle(id: string): Circle {
  return { kind: id.startsWith('S') ? 'group' : 'channel', id }
}

/** Whoever belongs to these groups and channels. */
export function membersOf(...ids: readonly string[]): Who {
  return { users: [], circles: ids.map(circle) }
}

/** A rule about everything, with what a test is not about filled in. */
export function rule(fields: Partial<Rule> = {}): Rule {
  return {
    name: 'rule 1',
    when: {},
    approvers: undefined,
    quorum: 1,
    automatic: false,
    expires: WEEK,
    remind: undefined,
    remindPeople: undefined,
    ...fields,
  }
}

/** A policy of these rules, each called by its place where it has no other name. */
export function policyOf(...rules: readonly Partial<Rule>[]): Policy {
  return {
    rules: rules.map((fields, index) => rule({ name: `rule ${index + 1}`, ...fields })),
    operators: [],
    emergency: undefined,
    requesters: undefined,
    limits: { openPerPerson: 10_000, openInAll: 10_000 },
  }
}

/** The policy with what Slack said of these circles. */
export function resolved(
  policy: Policy,
  members: Readonly<Record<string, readonly Person[]>> = {},
): ResolvedPolicy {
  return { ...policy, membership: new Map(Object.entries(members)), delegations: [] }
}
