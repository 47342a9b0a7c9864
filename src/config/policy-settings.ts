import { nameOf, type PolicyContent, type WhoContent } from './policy-schema.ts'
import type { PolicySettings, RuleSettings, WhoSettings } from './settings.ts'

/** The policy as it is used: every rule with a name, people as lists. */
export function toPolicy(content: PolicyContent): PolicySettings {
  const { rules, operators, emergency, requesters, limits, ends } = content
  return {
    rules: rules.map(toRule),
    operators: operators?.users ?? [],
    emergency,
    requesters: requesters && toWho([requesters]),
    limits,
    ends,
  }
}

function toRule(rule: PolicyContent['rules'][number], index: number): RuleSettings {
  const { approvers, quorum, approve, expires, remind, remindPeople } = rule
  const { change, server, subnet, name, requester } = rule.when
  return {
    name: nameOf(rule, index),
    when: {
      ...(change && { change }),
      ...(server && { server }),
      ...(subnet && { subnet }),
      ...(name !== undefined && { name }),
      ...(requester && { requester: toWho(requester) }),
    },
    approvers: approvers && toWho([approvers]),
    quorum,
    automatic: approve === 'automatically',
    expires,
    remind,
    remindPeople,
  }
}

/** All of them together. */
function toWho(parts: readonly WhoContent[]): WhoSettings {
  return {
    users: parts.flatMap(({ users }) => users ?? []),
    groups: parts.flatMap(({ group }) => group ?? []),
    channels: parts.flatMap(({ channel }) => channel ?? []),
  }
}
