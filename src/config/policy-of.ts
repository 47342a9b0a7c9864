import type { Policy } from '../request/policy.ts'
import type { Who } from '../request/who.ts'
import type { PolicySettings, WhoSettings } from './settings.ts'

/** The policy of the configuration, which names people by user id: they are people of the home workspace and of no other. */
export function policyOf({ rules, operators, requesters, limits }: PolicySettings, team: string): Policy {
  const whoOf = (who: WhoSettings): Who => ({
    users: who.users.map((user) => ({ team, user })),
    circles: [
      ...who.groups.map((id) => ({ kind: 'group' as const, id })),
      ...who.channels.map((id) => ({ kind: 'channel' as const, id })),
    ],
  })
  return {
    rules: rules.map(({ when: { requester, ...when }, approvers, ...rule }) => ({
      ...rule,
      when: { ...when, ...(requester && { requester: whoOf(requester) }) },
      approvers: approvers && whoOf(approvers),
    })),
    operators: operators.map((user) => ({ team, user })),
    requesters: requesters && whoOf(requesters),
    limits,
  }
}
